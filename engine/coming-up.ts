import type { Enrolment } from "../db/enrolments.ts";
import type { Reader } from "../db/readers.ts";
import { comingOf } from "./coming.ts";
import type { Context } from "./context.ts";
import { readNextUp } from "./next-up.ts";

/** What comes next in a course, or why nothing does, in a plain sentence; `at` where there is a moment for it. */
export type ComingUp = { words: string; at: Date | null };

/** What each of these enrolments has before it. For the daily budget they should be all that the reader has. */
export async function comingUp(
  context: Context,
  { reader, enrolments }: { reader: Reader; enrolments: readonly Enrolment[] },
): Promise<Map<number, ComingUp>> {
  const { calendarAt: now } = await context.clocks.read(context.db);
  const nextUp = new Map(
    (await readNextUp(context.db, { reader, enrolments, now })).map((one) => [one.enrolmentId, one]),
  );
  return new Map(
    enrolments.map(({ id, state }) => {
      const { plainly: words, at } = comingOf({ state, nextUp: nextUp.get(id), now });
      return [id, { words, at }];
    }),
  );
}
