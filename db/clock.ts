import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { clock } from "./schema/sending.ts";

/** `elapsedAt` is the database's own clock, never moved; `calendarAt` is that plus the offset that a developer set. */
export type Now = { elapsedAt: Date; calendarAt: Date };

/** Reads both clocks at once, from the database, so that every process agrees whatever its own clock says. */
export async function readClocks(db: Database): Promise<Now> {
  const [row] = await db
    .select({ elapsedMs: sql<string>`floor(extract(epoch from clock_timestamp()) * 1000)`, offsetMs: clock.offsetMs })
    .from(clock);
  if (!row) throw new Error("the clock's row is missing");
  const elapsedMs = Number(row.elapsedMs);
  return { elapsedAt: new Date(elapsedMs), calendarAt: new Date(elapsedMs + row.offsetMs) };
}

/** Sets the calendar to `calendarAt`; it runs on from there. */
export async function moveCalendar(db: Database, input: { calendarAt: Date }): Promise<void> {
  const { elapsedAt } = await readClocks(db);
  await setOffset(db, { offsetMs: input.calendarAt.getTime() - elapsedAt.getTime() });
}

export async function setOffset(db: Database, input: { offsetMs: number }): Promise<void> {
  await db.update(clock).set({ offsetMs: Math.round(input.offsetMs) });
}
