/** In the order in which the desk shows them. */
export const waitNames = ["completion", "reader", "refused", "suppressed", "course", "winner", "pause"] as const;
export type WaitName = (typeof waitNames)[number];

/** `names` and `why` are the desk's, over a number of them; `ofOne` is said of one message, behind "held because". */
type WaitWords = { names: readonly [one: string, many: string]; why: string; ofOne: string };

/** Every wait by its name: the one place that knows what each is about. */
export const waitWords: Readonly<Record<WaitName, WaitWords>> = {
  completion: {
    names: ["has a lesson to do first", "have a lesson to do first"],
    why: "Their course sends the next one after “I did it”.",
    ofOne: "the lesson before it is not done yet",
  },
  reader: {
    names: ["rests because they chose to", "rest because they chose to"],
    why: "They come back by themselves, or on the day they said.",
    ofOne: "the course is paused",
  },
  refused: {
    names: ["is stopped by a refusal", "are stopped by a refusal"],
    why: "Their lesson was refused. Its cure is under “What went wrong”.",
    ofOne: "a lesson of this course was refused",
  },
  suppressed: {
    names: ["has an address that must not be mailed", "have an address that must not be mailed"],
    why: "It bounced or complained. Only they can lift that, by signing up anew.",
    ofOne: "nothing may be sent to this address",
  },
  course: {
    names: ["letter is held for a course", "letters are held for a course"],
    why: "The newsletter waits until their course is over, at most 14 days.",
    ofOne: "its newsletter waits until their course is over",
  },
  winner: {
    names: ["letter waits for the better subject", "letters wait for the better subject"],
    why: "They go out when one of the two has won, or the time is up.",
    ofOne: "two subjects are being tried, and it goes out with the better one",
  },
  pause: {
    names: ["letter is paused by its author", "letters are paused by their author"],
    why: "They go on from the letter’s own page.",
    ofOne: "its author paused the letter",
  },
};
