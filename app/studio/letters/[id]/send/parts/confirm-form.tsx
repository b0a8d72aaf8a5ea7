import { unnamedLine } from "../../../../../../domain/letter/inbox-line.ts";
import { typedFrom } from "../../../../../../engine/letters/schedule-issue.ts";
import { Button } from "../../../../../components/button.tsx";
import { Field } from "../../../../../components/field.tsx";
import { Panel } from "../../../../components/panel.tsx";
import { PressForm } from "../../../../components/press-form.tsx";
import { InboxLines } from "../../../desk/inbox-lines.tsx";
import type { OpenedIssue } from "../../../issue-id.ts";
import { whenWords } from "../../../state-words.ts";
import { type Chosen, planQuery, type ReadPlan, spokenMoment } from "../plan.ts";

type Asked = {
  opened: OpenedIssue;
  sender: string;
  siteName: string;
  chosen: Chosen;
  plan: Extract<ReadPlan, { kind: "plan" }>;
  segment: string | null;
  readers: number;
  /** The number that was typed was another than this. */
  sizeDiffers: boolean;
};

/** The second step: what is going to happen, said in full, and the one button that does it. */
export function ConfirmForm({ opened, sender, siteName, chosen, plan, segment, readers, sizeDiffers }: Asked) {
  const { issue, newsletter } = opened;
  const read = (line: string) => unnamedLine(line, { siteName });
  const path = `/studio/letters/${issue.id}/send`;
  const count = readers.toLocaleString("en-US");
  const people = readers === 1 ? "1 reader" : `${count} readers`;
  return (
    <PressForm action={`${path}/now`} values={{ ...chosen, revision: issue.revision }} className="grid gap-6">
      <Panel title="This is going to happen">
        <ul className="grid list-disc gap-1 pl-5">
          <li>
            <b>{people}</b> {readers === 1 ? "follows" : "follow"} {newsletter.title}
            {segment === null ? "" : ` and ${readers === 1 ? "is" : "are"} in “${segment}”`} now, and{" "}
            {readers === 1 ? "gets this letter, once" : "get this letter, each of them once"}.
          </li>
          <li>{spokenWhen(plan, chosen)}</li>
          <li>{duringCourseWords[newsletter.duringCourse]}</li>
          {plan.trial === null ? null : (
            <li>
              {plan.trial.percent} percent of them get it under “{read(issue.subject)}” or “{read(issue.subjectB ?? "")}
              ”, half each. {restWords(plan)}
            </li>
          )}
          <li>{issue.private ? "It does not stand in the archive." : "It stands in the archive and in the feeds."}</li>
        </ul>
        <div className="mt-5">
          <InboxLines sender={sender} subject={read(issue.subject)} preheader={read(issue.preheader)} />
        </div>
      </Panel>
      <Panel>
        {readers >= typedFrom ? (
          <div className="mb-4 max-w-sm">
            <Field
              id="typed"
              label={`Type the number of readers: ${count}`}
              hint="So that nobody writes to thousands by a slip of the finger."
              inputMode="numeric"
              autoComplete="off"
              required
              error={sizeDiffers ? `There are ${count} readers now. Type that number.` : undefined}
            />
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit">
            {plan.when.mode === "now" ? `Send it to ${people} now` : `Schedule it for ${people}`}
          </Button>
          <a href={`${path}?${planQuery(chosen)}`}>Change something</a>
        </div>
      </Panel>
    </PressForm>
  );
}

function spokenWhen({ when }: Asked["plan"], { zone }: Chosen): string {
  if (when.mode === "now") return "It begins to go out at once.";
  if (when.mode === "at") return `It goes out on ${spokenMoment(when.sendAt, zone)}.`;
  const spoken = whenWords({
    state: "scheduled",
    origin: "written",
    mode: "local",
    sendAt: null,
    sentAt: null,
    localDay: when.day,
    localMinute: when.minute,
  });
  return `It goes out ${spoken}.`;
}

const duringCourseWords = {
  send: "Readers in the middle of a course get it all the same.",
  hold: "For readers in the middle of a course it is held until the course is over, at most 14 days.",
  skip: "Readers in the middle of a course are left out.",
} as const;

/** When the others get theirs. */
function restWords({ when, trial }: Asked["plan"]): string {
  if (trial === null) return "";
  const waits = spokenMinutes(trial.minutes);
  return when.mode === "local"
    ? `${waits} after the last of these had it, it is decided which one more people clicked; everybody else gets that one the next time it is their own hour.`
    : `Everybody else gets the one that more people clicked, ${waits} later.`;
}

function spokenMinutes(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
}
