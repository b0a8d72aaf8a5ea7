import { and, eq, isNotNull, isNull, lte, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { sending, worker } from "./schema/sending.ts";

export type Sending = typeof sending.$inferSelect;

export async function readSending(db: Database): Promise<Sending> {
  const [row] = await db.select().from(sending);
  if (!row) throw new Error("the row of sending is missing");
  return row;
}

/** Asks every worker to wait. A later moment wins over an earlier one, so that one lucky answer does not cut it short. */
export async function waitWithSending(db: Database, input: { until: Date }): Promise<void> {
  await db.update(sending).set({ waitUntil: sql`greatest(${sending.waitUntil}, ${input.until.toISOString()})` });
}

/** Keeps how many requests a second the provider takes. Nothing is written while it says the same. */
export async function noteLimit(db: Database, input: { perSecond: number }): Promise<void> {
  await db
    .update(sending)
    .set({ toldPerSecond: input.perSecond })
    .where(sql`${sending.toldPerSecond} is distinct from ${input.perSecond}`);
}

export type Halt = { name: string; message: string; cure: string };

/** Halts sending, or notes that a halt goes on. Says whether it is a new one, to be reported. */
export async function haltSending(db: Database, input: Halt & { haltedAt: Date; probeAt: Date }): Promise<boolean> {
  const halt = { haltName: input.name, haltMessage: input.message, haltCure: input.cure, probeAt: input.probeAt };
  const fresh = await db
    .update(sending)
    .set({ ...halt, haltedAt: input.haltedAt, haltTold: false, endedHalt: null })
    .where(isNull(sending.haltedAt))
    .returning();
  if (fresh.length === 0) await db.update(sending).set(halt).where(eq(sending.haltedByGuard, false));
  return fresh.length > 0;
}

/**
 * Halts sending until the owner lets it go on; also where the provider has halted it, for that would end by itself. Says
 * whether it is a new halt.
 */
export async function haltByGuard(db: Database, input: Halt & { haltedAt: Date }): Promise<boolean> {
  const halt = { haltName: input.name, haltMessage: input.message, haltCure: input.cure, haltedAt: input.haltedAt };
  const rows = await db
    .update(sending)
    .set({ ...halt, haltedByGuard: true, probeAt: null, haltTold: false, endedHalt: null })
    .where(eq(sending.haltedByGuard, false))
    .returning();
  return rows.length > 0;
}

/**
 * Lets sending go on at the owner's word. What was handed over before `from`, calendar time, is not held against it any
 * more. Returns the halt's name, null when there is none of this kind.
 */
export async function goOnAllTheSame(db: Database, input: { from: Date }): Promise<string | null> {
  const { haltName: name, haltedByGuard } = await readSending(db);
  if (!haltedByGuard) return null;
  const rows = await db
    .update(sending)
    .set({ ...noHalt, guardFrom: input.from })
    .where(eq(sending.haltedByGuard, true))
    .returning();
  return rows.length > 0 ? name : null;
}

const noHalt = {
  haltedAt: null,
  haltName: null,
  haltMessage: null,
  haltCure: null,
  haltedByGuard: false,
  probeAt: null,
  haltTold: false,
  endedHalt: sql`case when ${sending.haltTold} then ${sending.haltName} end`,
};

/** Takes the one probe that a halt allows until `nextProbeAt`. False when another worker has it. */
export async function claimProbe(db: Database, input: { now: Date; nextProbeAt: Date }): Promise<boolean> {
  const rows = await db
    .update(sending)
    .set({ probeAt: input.nextProbeAt })
    .where(lte(sending.probeAt, input.now))
    .returning();
  return rows.length > 0;
}

/** Gives a probe back that had no message to try with, so that the next due one may be it at once. */
export async function giveProbeBack(db: Database, input: { now: Date; nextProbeAt: Date }): Promise<void> {
  await db.update(sending).set({ probeAt: input.now }).where(eq(sending.probeAt, input.nextProbeAt));
}

/** Lets the probe of a halt be taken at once. Returns the halt's name, null when there is none. */
export async function tryAgainNow(db: Database, input: { now: Date }): Promise<string | null> {
  const [row] = await db
    .update(sending)
    .set({ probeAt: input.now })
    .where(and(isNotNull(sending.haltedAt), eq(sending.haltedByGuard, false)))
    .returning({ name: sending.haltName });
  return row?.name ?? null;
}

/**
 * Ends a halt that the provider has brought about; says whether there was one. Its end is news to whoever was told of it.
 */
export async function resumeSending(db: Database): Promise<boolean> {
  const rows = await db
    .update(sending)
    .set(noHalt)
    .where(sql`${sending.haltedAt} is not null and not ${sending.haltedByGuard}`)
    .returning();
  return rows.length > 0;
}

export type HaltNews =
  | { kind: "halted"; name: string; message: string; cure: string; byGuard: boolean }
  | { kind: "ended"; name: string };

/** Takes what the owner has not been told of a halt, once for all workers; null when there is nothing. */
export async function takeHaltNews(db: Database): Promise<HaltNews | null> {
  const [halted] = await db
    .update(sending)
    .set({ haltTold: true })
    .where(and(isNotNull(sending.haltedAt), eq(sending.haltTold, false)))
    .returning();
  if (halted?.haltName && halted.haltMessage && halted.haltCure) {
    const { haltName: name, haltMessage: message, haltCure: cure, haltedByGuard: byGuard } = halted;
    return { kind: "halted", name, message, cure, byGuard };
  }
  const { endedHalt: name } = await readSending(db);
  if (name === null) return null;
  const taken = await db.update(sending).set({ endedHalt: null }).where(eq(sending.endedHalt, name)).returning();
  return taken.length > 0 ? { kind: "ended", name } : null;
}

/** Notes that this worker lives, and forgets those not heard of for a day. */
export async function noteWorker(db: Database, input: { id: string; startedAt: Date; seenAt: Date }): Promise<void> {
  await db
    .insert(worker)
    .values(input)
    .onConflictDoUpdate({ target: worker.id, set: { seenAt: input.seenAt } });
  await db.delete(worker).where(lte(worker.seenAt, new Date(input.seenAt.getTime() - 86_400_000)));
}
