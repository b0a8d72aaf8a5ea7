import { noteSeen } from "../db/readers.ts";
import type { Context } from "./context.ts";

/** Notes that a reader is there: they have pressed a button. Called before whatever it does locks anything. */
export async function noteHere(context: Context, input: { readerId: number }): Promise<void> {
  const { calendarAt: seenAt } = await context.clocks.read(context.db);
  await noteSeen(context.db, { seen: [{ ...input, seenAt }] });
}
