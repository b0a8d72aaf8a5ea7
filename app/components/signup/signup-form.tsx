import { Button } from "../button.tsx";
import { Field } from "../field.tsx";
import { FormSummary } from "../form-summary.tsx";
import { Honeypot } from "./honeypot.tsx";
import { IdentityFields, identityLabels, readBack } from "./identity-fields.tsx";
import type { KeptForm } from "./parse-kept.ts";
import { ZoneHint } from "./zone-hint.tsx";
import { Zones } from "./zones.tsx";

/** Where the form stands; the consent keeps it in these words. */
export type SignupPage = "course page" | "article";

type Asked = {
  course: { slug: string; title: string; sendTime: string };
  /** Which page the form stands on, so that a mistake leads back there and the consent names it. */
  page: SignupPage;
  /** `letter`: beside the box for the newsletter on top; null where there is none. */
  consent: { course: string; letter: string | null };
  kept: KeptForm | null;
};

/**
 * The one form by which a reader begins. A plain form that needs no script; its own checks are off, so that everybody
 * gets the same words beside the field instead of a browser's bubble.
 */
export function SignupForm({ course, page, consent, kept }: Asked) {
  const { typed, wrong } = readBack(kept, labels);
  return (
    <form method="post" action="/api/signup" noValidate className="grid gap-6">
      <input type="hidden" name="course" value={course.slug} />
      <input type="hidden" name="form" value={page} />
      {kept && <FormSummary errors={kept.errors} labels={labels} />}
      <IdentityFields kept={kept} wrong={wrong} />
      <Rhythm sendTime={course.sendTime} typed={typed} wrong={wrong} />
      <Honeypot />
      {consent.letter === null ? null : <LetterBox words={consent.letter} isTicked={typed("weeklyLetter") === "yes"} />}
      <div className="grid gap-3">
        <p className="text-small text-quiet">{consent.course}</p>
        <Button className="justify-self-start">Sign me up</Button>
      </div>
    </form>
  );
}

const labels = {
  ...identityLabels,
  timezone: "Time zone",
  sendTime: "Send time",
} as const;

type SignupField = keyof typeof labels;

type Rhythmic = {
  /** What the course suggests. */
  sendTime: string;
  typed: (field: string) => string | undefined;
  wrong: (field: SignupField) => { error: string | undefined; autoFocus: boolean };
};

/** When the letter comes: whose morning, and how early. */
function Rhythm({ sendTime, typed, wrong }: Rhythmic) {
  return (
    <div className="grid gap-6 sm:grid-cols-[1fr_11rem]">
      <Field
        id="timezone"
        label={labels.timezone}
        hint={<ZoneHint fieldId="timezone" />}
        list="zones"
        autoComplete="off"
        spellCheck={false}
        defaultValue={typed("timezone")}
        required
        {...wrong("timezone")}
      />
      <Field
        id="sendTime"
        label={labels.sendTime}
        hint="Your local time."
        type="time"
        defaultValue={typed("sendTime") ?? sendTime}
        required
        {...wrong("sendTime")}
      />
      <Zones />
    </div>
  );
}

function LetterBox({ words, isTicked }: { words: string; isTicked: boolean }) {
  return (
    <label className="grid cursor-pointer grid-cols-[auto_1fr] gap-x-3">
      <input
        type="checkbox"
        name="weeklyLetter"
        value="yes"
        defaultChecked={isTicked}
        className="mt-1 size-5 cursor-pointer accent-brand"
      />
      <span className="min-w-0 break-words">{words}</span>
    </label>
  );
}
