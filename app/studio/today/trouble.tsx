import type { OpenTrouble } from "../../../db/studio/trouble.ts";
import { mostTrouble } from "../../../engine/studio/today.ts";
import { SmallButton } from "../components/press-form.tsx";
import { counted, titleOf, whyOf } from "./words.ts";

type Props = { trouble: readonly OpenTrouble[]; mayMend: boolean };

/** What went wrong and waits for the author, each with why and with its cures. */
export function TroubleList({ trouble, mayMend }: Props) {
  if (trouble.length === 0) {
    return (
      <p className="text-quiet">
        Nothing. Whatever is refused, was never sent or may have been lost shows here, with its cure.
      </p>
    );
  }
  return (
    <>
      <p className="mb-3 text-quiet text-small">
        {trouble.length >= mostTrouble ? `The newest ${mostTrouble}.` : `${counted(trouble.length, "message")}.`} A
        refused lesson stops its reader’s course until you choose; nothing is skipped in silence.
      </p>
      <AllAtOnce trouble={trouble} mayMend={mayMend} />
      <ul className="grid gap-5">
        {trouble.map((one) => (
          <One key={one.deliveryId} one={one} mayMend={mayMend} />
        ))}
      </ul>
    </>
  );
}

/** A provider that was out of order for a morning refuses many for one reason: they are sent again by one press. */
function AllAtOnce({ trouble, mayMend }: Props) {
  const [first] = trouble.filter(({ isStopped }) => isStopped);
  const alike = trouble.filter(({ isStopped, reason }) => isStopped && reason === first?.reason);
  if (first === undefined || alike.length < 3 || !mayMend) return null;
  return (
    <div className="mb-5">
      <SmallButton action="/studio/mend" values={{ act: "requeue-all", delivery: first.deliveryId }}>
        Send all again that were refused like the newest
      </SmallButton>
    </div>
  );
}

function One({ one, mayMend }: { one: OpenTrouble; mayMend: boolean }) {
  const { readerId, name, address, of } = one;
  return (
    <li className="border-line border-t pt-4 first:border-0 first:pt-0">
      <p className="break-words">
        <a href={`/studio/readers/${readerId}`} className="font-semibold">
          {name ?? address}
        </a>
        {name === null ? null : <span className="text-quiet"> {address}</span>}
      </p>
      <p className="max-w-[62ch]">
        {titleOf(one)} of {of}: {whyOf(one)}
      </p>
      {mayMend ? <Cures one={one} /> : null}
    </li>
  );
}

function Cures({ one }: { one: OpenTrouble }) {
  const values = (act: string) => ({ act, delivery: one.deliveryId, copy: one.copy });
  const what = titleOf(one);
  return (
    <div className="mt-2 flex flex-wrap items-start gap-2">
      {one.state === "refused" && (one.isStopped || one.kind !== "lesson") ? (
        <SmallButton action="/studio/mend" values={values("requeue")} aria-label={`Send it again: ${what}`}>
          Send it again
        </SmallButton>
      ) : null}
      {one.isStopped ? (
        <SmallButton action="/studio/mend" values={values("had")} aria-label={`Count it as had, and go on: ${what}`}>
          Count it as had, and go on
        </SmallButton>
      ) : (
        <SmallButton action="/studio/mend" values={values("leave")} aria-label={`Leave it as it is: ${what}`}>
          Leave it as it is
        </SmallButton>
      )}
      {one.state === "never sent" && one.kind !== "notice" ? (
        <SmallButton action="/studio/mend" values={values("resend")} aria-label={`Send it again: ${what}`}>
          Send it again
        </SmallButton>
      ) : null}
      {one.state === "uncertain" && one.kind !== "notice" ? (
        <Resend what={what} values={values("resend")} after={afterResend[one.kind]} />
      ) : null}
    </div>
  );
}

const afterResend = {
  lesson: "It goes out at once, whatever the hour, and their course goes on as if it had not.",
  issue: "It goes out at once, whatever the hour, and they count once in the letter’s results all the same.",
} as const;

type Again = { what: string; values: Record<string, string | number>; after: string };

/** Behind a second press, because it may arrive twice. */
function Resend({ what, values, after }: Again) {
  return (
    <details className="rounded-card open:bg-sunk open:p-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center px-2 text-link text-small">
        Send it once more …
      </summary>
      <p className="my-2 max-w-[46ch] text-small">If the first one did arrive, they get it twice. {after}</p>
      <SmallButton action="/studio/mend" values={values} aria-label={`Send it, even if it comes twice: ${what}`}>
        Send it, even if it comes twice
      </SmallButton>
    </details>
  );
}
