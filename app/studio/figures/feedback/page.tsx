import type { Metadata } from "next";
import type { ReactNode } from "react";
import type { Context } from "../../../../engine/context.ts";
import { isFeedbackConnected, mayHear } from "../../../../engine/feedback/connected.ts";
import { requireAuthor } from "../../author.ts";
import { Note } from "../../components/note.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { figuresPath } from "../asked.ts";

export const metadata: Metadata = { title: "What the provider tells" };

/** How the provider comes to tell what became of messages: without it nobody knows what arrived and what came back. */
export default async function FeedbackPage() {
  const { context } = await requireAuthor("viewer");
  return (
    <>
      <PageHeading
        back={{ href: figuresPath, words: "Figures" }}
        title="What the provider tells"
        lead="That a message was taken by the provider is known from its answer. Whether it arrived, came back or was marked as spam it tells later, by a webhook."
      />
      {(await isFeedbackConnected(context)) ? (
        <Note kind="good">It is connected: the provider tells what becomes of your messages.</Note>
      ) : (
        <HowTo settings={context.settings} />
      )}
    </>
  );
}

function HowTo({ settings }: Pick<Context, "settings">) {
  if (settings.mail.kind !== "resend") {
    return (
      <Panel>
        <p className="max-w-[62ch]">
          {settings.mail.kind === "mailbox"
            ? "Your mail goes into the mailbox of this site and to nobody, so nothing can come back from anywhere. Once it goes out by Resend, its webhooks can be connected."
            : "Your mail goes out by SMTP, by which nobody tells what became of it later. Sent by Resend, it can be known."}
        </p>
      </Panel>
    );
  }
  return (
    <>
      {mayHear(settings) ? (
        <Note>
          A secret is set, and no webhook has come yet. With the first one, this page says that it is connected.
        </Note>
      ) : null}
      <Panel title="Connect Resend’s webhooks">
        <ol className="grid max-w-[62ch] list-decimal gap-3 pl-5">
          <Step>
            In Resend, add a webhook with the address{" "}
            <code className="wrap-anywhere">{`${settings.siteUrl}/api/webhooks/resend`}</code>.
          </Step>
          <Step>
            Choose the events about emails: delivered, delivery delayed, bounced, complained, failed and suppressed.
          </Step>
          <Step>
            Put its signing secret, which begins with <code>whsec_</code>, into the setting{" "}
            <code>RESEND_WEBHOOK_SECRET</code>, and start Dayletter again.
          </Step>
        </ol>
      </Panel>
    </>
  );
}

function Step({ children }: { children: ReactNode }) {
  return <li>{children}</li>;
}
