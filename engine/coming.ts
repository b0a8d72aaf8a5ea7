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
};

/** What comes next in an enrolment, where it is live; and that nothing does where it is over. */
export function comingOf(input: { state: Enrolment["state"]; nextUp: NextUp | undefined; now: Date }): Coming {
  const { state, nextUp, now } = input;
  if (nextUp === undefined) return { at: null, when: null, words: afterwards[state] };
  const { at, spoken } = nextUp;
  const words = nextUp.words ?? "The next lesson is on its way to you right now.";
  if (at === null || spoken === null || at <= now) return { at, when: null, words };
  const span = spokenSpan({ from: now, to: at });
  return { at, when: `on ${spoken} (that is ${span})`, words: `${words} That is ${span}.` };
}

const afterwards: Readonly<Record<Enrolment["state"], string>> = {
  unconfirmed: "It waits for you to press the button in our letter.",
  active: "It is under way.",
  paused: "It rests.",
  finished: "You have finished it. Its lessons stay open.",
  left: "You have left it. No further lesson comes.",
  restarted: "You began it anew.",
};
