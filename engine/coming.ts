import type { Enrolment } from "../db/enrolments.ts";
import { spokenSpan } from "../domain/spoken-span.ts";
import type { NextUp } from "./next-up.ts";

/** When the next lesson of a course comes, for a sentence of ours or in one of its own. */
export type Coming = {
  at: Date | null;
  /** "on Tuesday, November 24, at 6:30 AM, Berlin time (that is in 14 hours)"; null where there is no such time. */
  when: string | null;
  /** Whole sentences, also where nothing comes: then they say why. */
  words: string;
  /** The same without how long it is until then, for a page that is read at any time. */
  plainly: string;
};

const onItsWay = "Your next lesson is on its way to you right now.";

/** What comes next in an enrolment, where it is live; and that nothing does where it is over. */
export function comingOf(input: { state: Enrolment["state"]; nextUp: NextUp | undefined; now: Date }): Coming {
  const { state, nextUp, now } = input;
  if (nextUp === undefined) {
    const words = afterwards[state];
    return { at: null, when: null, words, plainly: words };
  }
  const { at, spoken } = nextUp;
  const plainly = nextUp.words ?? onItsWay;
  if (at === null || spoken === null || at <= now) return { at, when: null, words: plainly, plainly };
  const span = spokenSpan({ from: now, to: at });
  return { at, when: `on ${spoken} (that is ${span})`, words: `${plainly} That is ${span}.`, plainly };
}

const afterwards: Readonly<Record<Enrolment["state"], string>> = {
  unconfirmed: "This course begins once you have confirmed it.",
  active: onItsWay,
  paused: "This course is paused.",
  finished: "You have been through the whole course. Its lessons stay open.",
  left: "You have left this course. The lessons you had stay open here.",
  restarted: "An earlier round of this course. Its lessons stay open here.",
};
