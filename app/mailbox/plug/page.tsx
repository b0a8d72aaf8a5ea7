import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { plugAddress } from "../../../db/plug.ts";
import { plugReaders, readPlug } from "../../../engine/plug.ts";
import { Button } from "../../components/button.tsx";
import { mailboxPath } from "../address.ts";
import { mailboxContext } from "../mailbox-context.ts";
import { LooksAgain } from "./looks-again.tsx";
import { Stand } from "./stand.tsx";
import { plugWords } from "./words.ts";

export const metadata: Metadata = { title: "Pull the plug" };

/** The worker is killed in mid-send, and what arrives is counted from the mailbox's own record. */
export default async function PlugPage() {
  const context = await mailboxContext(await headers());
  if (context === null) notFound();
  const stand = await readPlug(context);
  const words = stand === null ? null : plugWords(stand);
  const readers = plugReaders.toLocaleString("en-US");
  return (
    <main id="main" className="mx-auto max-w-2xl">
      <h1 className="text-title">Pull the plug</h1>
      <p className="mt-4">
        {readers} fictional readers are due at this moment. In the middle of sending, the worker is killed as a power
        cut would kill it. It comes back by itself. Then every letter is counted that the mailbox took in: it plays the
        mail provider here, and its record is all that counts.
      </p>
      {stand === null || words === null ? null : <Stand words={words} />}
      {words?.isLive ? <LooksAgain /> : null}
      {words?.isLive ? null : (
        <form method="post" action="/mailbox/plug/now" className="mt-6">
          <Button type="submit" className="max-sm:w-full">
            {stand === null ? "Pull the plug" : "Pull it again"}
          </Button>
        </form>
      )}
      {stand === null ? null : (
        <p className="mt-6">
          <a href={mailboxPath({ place: { to: plugAddress({ run: stand.run, number: 1 }) } })}>
            See what the first of them got
          </a>
        </p>
      )}
      <p className="mt-6 text-quiet text-small">
        The readers go as soon as they are counted, with all that the studio's figures had of them. Their letters stay
        until the plug is pulled again; the list of the mailbox leaves them out.
      </p>
      <p className="mt-6">
        <a href="/mailbox">Back to the mailbox</a>
      </p>
    </main>
  );
}
