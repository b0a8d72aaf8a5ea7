import type { Enrolment } from "../db/enrolments.ts";
import type { Reader } from "../db/readers.ts";
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
  const nextUp = await readNextUp(context.db, { reader, enrolments, now });
  return new Map(
    enrolments.map((enrolment) => {
      const next = nextUp.find(({ enrolmentId }) => enrolmentId === enrolment.id);
      return [enrolment.id, { words: next?.words ?? endWords(enrolment), at: next?.at ?? null }];
    }),
  );
}

function endWords({ state }: Enrolment): string {
  switch (state) {
    case "finished":
      return "You have been through the whole course.";
    case "left":
      return "You have left this course. The lessons you had stay open here.";
    case "restarted":
      return "An earlier round of this course. Its lessons stay open here.";
    case "unconfirmed":
      return "This course begins once you have confirmed it.";
    default:
      return "Your next lesson is on its way to you right now.";
  }
}
