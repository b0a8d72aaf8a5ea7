/** One thing looked at: well, worth a thought, or wrong with its cure. */
export type Finding = { mark: "ok" | "look" | "wrong"; words: string };
