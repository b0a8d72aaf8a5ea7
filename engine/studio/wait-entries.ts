import type { MessageWait, RunWait } from "../../db/studio/reader-waits.ts";
import { spokenInstant } from "../../domain/spoken.ts";
import { shortTitle } from "./message-entries.ts";
import type { Entry } from "./timeline.ts";

type Said = { zone: string };

/** A wait of a course that is over, or a lesson that was put off. */
export function runWaitEntry(wait: RunWait, { zone }: Said): Entry {
  const { why, courseTitle, notedAt } = wait;
  const [from, until] = [spokenInstant(wait.fromAt, zone), spokenInstant(wait.untilAt, zone)];
  const meant = `The next lesson of ${courseTitle} was meant for ${from}.`;
  const halted = wait.halts === null ? "" : ` (sending had halted: ${wait.halts})`;
  const told: Readonly<Record<RunWait["why"], [title: string, words: string]>> = {
    completion: [
      "Waited for a lesson to be done",
      `The next lesson of ${courseTitle} would have come on ${from}. It waited for the one before it until ${until}.`,
    ],
    window: [
      "A lesson was put off",
      `${meant} Its time of that day went by${halted}, so it was due again on ${until}.`,
    ],
    budget: [
      "A lesson was put off",
      `${meant} That day already had as many lessons as they want in a day, so it was due again on ${until}.`,
    ],
    apart: [
      "A lesson was put off",
      `${meant} It would have come too close to the one before: at most one a day comes, and twelve hours lie between. So it was due again on ${until}.`,
    ],
  };
  const [title, words] = told[why];
  return { at: notedAt, kind: "wait", title, words, facts: [] };
}

/** A wait of a message that has been attempted since. */
export function messageWaitEntry(wait: MessageWait, { zone }: Said): Entry {
  const because: Readonly<Record<MessageWait["why"], string>> = {
    halt: `sending had halted (${wait.halt})`,
    course: "its newsletter waited until a course was over",
    winner: "two subjects were being tried, and it went out with the better one",
    pause: "its author had paused the letter",
  };
  const [from, until] = [spokenInstant(wait.fromAt, zone), spokenInstant(wait.untilAt, zone)];
  const words = `From ${from} to ${until}, because ${because[wait.why]}.`;
  return { at: wait.untilAt, kind: "wait", title: `Waited: ${shortTitle(wait)}`, words, facts: [] };
}
