import type { Enrolment } from "../db/enrolments.ts";
import { spokenInstant, spokenZone } from "../domain/spoken.ts";

/** What an enrolment has before it: a moment, or a sentence that says why there is none. */
export type ComingUp = { at: Date; spoken: string } | { at: null; words: string };

/** "Tuesday, November 24, at 7:00 AM, Berlin time", or the reason for which no lesson has a moment yet. */
export function comingUp({ enrolment, reader }: { enrolment: Enrolment; reader: { zone: string } }): ComingUp {
  const at = enrolment.nextSendAt;
  if (at === null) return { at, words: reasonOf(enrolment) };
  return { at, spoken: `${spokenInstant(at, reader.zone)}, ${spokenZone(reader.zone)} time` };
}

function reasonOf(enrolment: Enrolment): string {
  switch (enrolment.state) {
    case "finished":
      return "You have been through the whole course.";
    case "left":
      return "You have left this course. The lessons you had stay open here.";
    case "restarted":
      return "An earlier round of this course. Its lessons stay open here.";
    case "paused":
      return pauseWords(enrolment);
    case "unconfirmed":
      return "This course begins once you have confirmed it.";
    case "active":
      return enrolment.wait === "completion"
        ? "Your next lesson comes once you have done the last one."
        : "Your next lesson is on its way to you right now.";
  }
}

function pauseWords({ pauseReason }: Enrolment): string {
  switch (pauseReason) {
    case "refused":
      return "Our mail service would not take your last lesson. We can see that and will put it right.";
    case "suppressed":
      return "Mail to your address came back, so we have stopped sending.";
    default:
      return "You have paused this course.";
  }
}
