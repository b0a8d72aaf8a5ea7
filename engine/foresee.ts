import type { Context } from "./context.ts";

/** Carries what was foreseen out of the transaction that its throwing takes back. */
class Foreseen<Outcome> extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super("a change was tried and taken back");
    this.outcome = outcome;
  }
}

/**
 * Does something for trial and takes it back whole: what a page says before a button is pressed comes from the very
 * code that the button runs, and cannot drift away from it. The use cases' own transactions become savepoints of this
 * one, and the wake-up calls of a transaction that never commits are never heard.
 */
export async function foresee<Outcome>(context: Context, act: (trial: Context) => Promise<Outcome>): Promise<Outcome> {
  try {
    await context.db.transaction(async (tx) => {
      throw new Foreseen(await act({ ...context, db: tx }));
    });
  } catch (error) {
    // The one error of this class that comes here was thrown above, with what `act` returned.
    if (error instanceof Foreseen) return error.outcome as Outcome;
    throw error;
  }
  throw new Error("a trial was not taken back");
}
