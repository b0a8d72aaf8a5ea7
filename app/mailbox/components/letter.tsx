import type { ReadMail } from "../../../mail/mailbox-read.ts";
import type { Look } from "../address.ts";
import { asSeen } from "../as-seen.ts";
import { LetterFrame } from "./letter-frame.tsx";

type Opened = { mail: { id: number; raw: string; parsed: ReadMail }; look: Look };

/** The body of a letter, in the way that was chosen. */
export function Letter({ mail, look }: Opened) {
  const { html, text, headers } = mail.parsed;
  switch (look.show) {
    case "letter":
      if (html === null) return <Missing words="This message has no html part. Its text is all of it." />;
      return <LetterFrame html={asSeen(html, look.scheme)} width={look.width} scheme={look.scheme} />;
    case "text":
      if (text === null) return <Missing words="This message has no text part." />;
      return <Plain words={text} label="The text part" wraps />;
    case "headers":
      return <Headers headers={headers} />;
    case "source":
      return (
        <>
          <p className="mt-4 text-small">
            <a href={`/mailbox/${mail.id}/source`}>Download it as a file</a> to open it in a mail program.
          </p>
          <Plain words={mail.raw} label="The source of the message" />
        </>
      );
  }
}

function Missing({ words }: { words: string }) {
  return <p className="mt-4 rounded-card bg-surface p-5">{words}</p>;
}

/** Long lines scroll sideways inside the box, which therefore can be reached by keyboard. */
function Plain({ words, label, wraps = false }: { words: string; label: string; wraps?: boolean }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a mouse.
      tabIndex={0}
      className="mt-4 max-h-[80svh] overflow-auto rounded-card bg-surface p-4 sm:p-6"
    >
      <pre className={`font-mono text-small leading-relaxed ${wraps ? "wrap-anywhere whitespace-pre-wrap" : ""}`}>
        {words}
      </pre>
    </section>
  );
}

function Headers({ headers }: Pick<ReadMail, "headers">) {
  return (
    <dl className="mt-4 rounded-card bg-surface px-4 py-2 sm:px-6">
      {headers.map(([name, value], place) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice, and the list never changes.
          key={`${name} ${place}`}
          className="grid gap-x-6 border-line border-b py-2.5 last:border-b-0 sm:grid-cols-[13rem_1fr]"
        >
          <dt className="font-semibold text-small">{name}</dt>
          <dd className="wrap-anywhere font-mono text-small">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
