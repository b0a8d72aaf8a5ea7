import { and, eq, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Now } from "./clock.ts";
import type { Database } from "./connect.ts";
import { pastHalt, sending, worker } from "./schema/sending.ts";

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
export async function haltByGuard(db: Database, input: Halt & { now: Now }): Promise<boolean> {
  const haltedAt = input.now.elapsedAt;
  const halt = { haltName: input.name, haltMessage: input.message, haltCure: input.cure, haltedAt };
  const former = formerHalt(db, sql`not ${sending.haltedByGuard}`);
  const [taken] = await db
    .update(sending)
    .set({ ...halt, haltedByGuard: true, probeAt: null, haltTold: false, endedHalt: null })
    .from(former)
    .where(eq(sending.id, former.id))
    .returning({ name: former.name, haltedAt: former.haltedAt });
  if (taken) await keepHalt(db, taken, input.now);
  return taken !== undefined;
}

/**
 * Lets sending go on at the owner's word. What was handed over before is not held against it any more. Returns the halt's
 * name, null when there is none of this kind.
 */
export async function goOnAllTheSame(db: Database, input: { now: Now }): Promise<string | null> {
  const former = formerHalt(db, sql`${sending.haltedByGuard}`);
  const [halt] = await db
    .update(sending)
    .set({ ...noHalt, guardFrom: input.now.calendarAt })
    .from(former)
    .where(eq(sending.id, former.id))
    .returning({ name: former.name, haltedAt: former.haltedAt });
  if (halt) await keepHalt(db, halt, input.now);
  return halt?.name ?? null;
}

type Former = { name: string | null; haltedAt: string | null };

/**
 * The halt of this kind as it stands before the statement that changes it, as a part of that statement: settling asks with
 * every batch, and nearly always there is none.
 */
function formerHalt(db: Database, which: SQL) {
  return db
    .select({
      id: sql<number>`${sending.id}`.as("former_id"),
      name: sql<string>`${sending.haltName}`.as("former_name"),
      haltedAt: sql<string>`${sending.haltedAt}`.as("former_at"),
    })
    .from(sending)
    .where(which)
    .for("update")
    .as("former");
}

/** Keeps a halt that has ended, so that what waited for it can say so. It began on the calendar as long ago as on the clock. */
async function keepHalt(
  db: Database,
  { name, haltedAt }: Former,
  { calendarAt: endedAt, elapsedAt }: Now,
): Promise<void> {
  if (name === null || haltedAt === null) return;
  const lastedMs = Math.max(0, elapsedAt.getTime() - new Date(haltedAt).getTime());
  await db.insert(pastHalt).values({ name, endedAt, beganAt: new Date(endedAt.getTime() - lastedMs) });
}

/** A halt that ends by itself, because the provider has brought it about. */
const byProvider = sql`${sending.haltedAt} is not null and not ${sending.haltedByGuard}`;

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
export async function resumeSending(db: Database, input: { now: Now }): Promise<boolean> {
  const former = formerHalt(db, byProvider);
  const [halt] = await db
    .update(sending)
    .set(noHalt)
    .from(former)
    .where(eq(sending.id, former.id))
    .returning({ name: former.name, haltedAt: former.haltedAt });
  if (halt) await keepHalt(db, halt, input.now);
  return halt !== undefined;
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
