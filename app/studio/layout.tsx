import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Mark } from "../../emails/parts/mark.tsx";
import { requestContext } from "../context.ts";
import { mailboxContext } from "../mailbox/mailbox-context.ts";
import { currentAuthor } from "./author.ts";
import { MovedClock } from "./components/moved-clock.tsx";
import { RoomLinks } from "./components/room-links.tsx";

export const metadata: Metadata = {
  title: { default: "Studio", template: "%s · Studio" },
  robots: { index: false, follow: false },
};

/** What stands here is as it is now, for who is signed in now. */
export const dynamic = "force-dynamic";

/**
 * The frame of the author's side. It shows the rooms to who is signed in and guards nothing: a layout is not drawn
 * anew with every page, so each page asks for itself.
 */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const context = await requestContext();
  const { settings } = context;
  const author = await currentAuthor();
  const hasMailbox = (await mailboxContext(await headers())) !== null;
  return (
    <div className="pb-16">
      <header className="border-line border-b bg-surface">
        <div className="mx-auto w-full max-w-7xl">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-2 sm:px-8">
            <a
              href="/studio"
              className="inline-flex min-h-11 items-center gap-2.5 font-display font-extrabold text-ink text-minor tracking-[-0.02em] no-underline"
            >
              <Mark size={36} />
              {settings.siteName}
            </a>
            {author === null ? null : <SignedIn name={author.name} role={author.role} hasMailbox={hasMailbox} />}
          </div>
          {author === null ? null : (
            <nav aria-label="Studio">
              <RoomLinks />
            </nav>
          )}
        </div>
      </header>
      {author === null ? null : <MovedClock context={context} />}
      <main id="main" className="mx-auto w-full max-w-7xl px-5 pt-6 sm:px-8 sm:pt-8">
        {children}
      </main>
    </div>
  );
}

type Known = { name: string; role: string; hasMailbox: boolean };

function SignedIn({ name, role, hasMailbox }: Known) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 text-small">
      <a href="/" className="inline-flex min-h-11 items-center">
        To the site
      </a>
      {hasMailbox ? (
        <a href="/mailbox" className="inline-flex min-h-11 items-center">
          Mailbox
        </a>
      ) : null}
      <a href="/studio/account" className="inline-flex min-h-11 items-center">
        {name}
        {role === "viewer" ? ", a viewer" : ""}
      </a>
      <form method="post" action="/studio/sign-out">
        <button type="submit" className="min-h-11 cursor-pointer text-link underline underline-offset-[0.18em]">
          Sign out
        </button>
      </form>
    </div>
  );
}
