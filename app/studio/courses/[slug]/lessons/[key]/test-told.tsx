import { Note } from "../../../../components/note.tsx";
import type { LessonQuery } from "./view.ts";

const takers: Readonly<Record<string, string>> = { resend: "Resend", smtp: "Your mail server", mailbox: "The mailbox" };

/** What came of a test, as the one who takes mail for us said it. */
export function TestTold({ query, address, wayOut }: { query: LessonQuery; address: string; wayOut: string }) {
  const tested = [query.tested].flat().at(-1);
  const said = [query.why].flat().at(-1) ?? "";
  const taker = takers[wayOut] ?? "The mail service";
  // A name of an error, and nothing else that somebody may have put into the address.
  const why = /^[a-z0-9_.]{1,60}$/.test(said) ? ` Its word for it: ${said}.` : "";
  switch (tested) {
    case undefined:
      return null;
    case "accepted":
      return (
        <Note kind="good">
          {wayOut === "mailbox" ? "It is in the mailbox of this machine" : `${taker} has taken it`}, for {address}.
          {wayOut === "mailbox" ? (
            <>
              {" "}
              <a href="/mailbox">Open the mailbox</a>
            </>
          ) : (
            " Whether it was delivered, your inbox says."
          )}
        </Note>
      );
    case "limit":
      return <Note kind="wrong">You have sent twenty tests in this hour. Nothing was sent; try again later.</Note>;
    case "unknown":
      return (
        <Note kind="wrong">
          {taker} did not answer in time. It may have been sent or not: look into your inbox before you try again.{why}
        </Note>
      );
    case "halted":
      return (
        <Note kind="wrong">
          {taker} takes nothing from us at the moment, so nothing was sent.{why} What cures it stands under{" "}
          <a href="/studio">Today</a>.
        </Note>
      );
    default:
      return <Note kind="wrong">It was not taken, so nothing was sent.{why}</Note>;
  }
}
