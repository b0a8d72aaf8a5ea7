import { noteWorker, readSending } from "../db/sending.ts";
import { findNextWork } from "../db/work.ts";
import type { Context } from "./context.ts";
import { deliver } from "./deliver.ts";
import { plan } from "./plan.ts";
import { retryBatch } from "./retry.ts";

/** Requests under way at once: while one waits for the provider, another fills and a third settles. */
export const lanes = 3;

export type Ticked = {
  didWork: boolean;
  /** Elapsed time at which there will be work again as far as the tables tell; null when nothing waits. */
  nextWorkAt: Date | null;
};

/**
 * One bounded piece of work: take over, plan, deliver and settle what is due, until nothing is or `isOver` says stop.
 * It may be called by a worker's loop, a cron route and a test alike, and by any number of them at once.
 */
export async function tick(context: Context, input: { isOver: () => boolean }): Promise<Ticked> {
  let didWork = false;
  for (let busy = true; busy && !input.isOver(); ) {
    busy = await round(context, input);
    didWork ||= busy;
  }
  return { didWork, nextWorkAt: await nextWork(context) };
}

async function round(context: Context, input: { isOver: () => boolean }): Promise<boolean> {
  // Asked first, because a round that finds nothing is the most frequent one, and should cost two short queries.
  const due = await dueWork(context);
  const took = due.retry && (await retryBatch(context));
  const planned = due.plan ? await plan(context) : 0;
  if (planned === 0 && !due.deliver) return took;
  // A lane that throws lets the others end before the round does: none may go on behind the caller's back.
  const ended = await Promise.allSettled(Array.from({ length: lanes }, () => lane(context, input)));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return took || planned > 0 || ended.some((one) => one.status === "fulfilled" && one.value);
}

async function dueWork(context: Context): Promise<{ plan: boolean; deliver: boolean; retry: boolean }> {
  const { planAt, deliverAt, retryAt } = await findNextWork(context.db);
  const { elapsedAt, calendarAt } = await context.clocks.read(context.db);
  const isDue = (at: Date | null, now: Date) => at !== null && at <= now;
  return { plan: isDue(planAt, calendarAt), deliver: isDue(deliverAt, calendarAt), retry: isDue(retryAt, elapsedAt) };
}

/** Delivers batch after batch until nothing is due. */
async function lane(context: Context, input: { isOver: () => boolean }): Promise<boolean> {
  let worked = false;
  while (!input.isOver() && (await deliver(context)) === "worked") worked = true;
  return worked;
}

async function nextWork(context: Context): Promise<Date | null> {
  const next = await findNextWork(context.db);
  const sending = await readSending(context.db);
  const { elapsedAt, calendarAt } = await context.clocks.read(context.db);
  const offsetMs = calendarAt.getTime() - elapsedAt.getTime();
  const elapsed = (at: Date | null) => (at ? at.getTime() - offsetMs : Number.POSITIVE_INFINITY);
  // While the provider asked to wait, or until the next probe, due deliveries are no reason to wake.
  const gateMs = Math.max(sending.waitUntil?.getTime() ?? 0, sending.probeAt?.getTime() ?? 0);
  const deliverMs = Math.max(elapsed(next.deliverAt), gateMs);
  const nextMs = Math.min(elapsed(next.planAt), deliverMs, next.retryAt?.getTime() ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(nextMs) ? new Date(nextMs) : null;
}

/** Says that this worker lives. */
export async function beat(context: Context, input: { id: string; startedAt: Date }): Promise<void> {
  const { elapsedAt } = await context.clocks.read(context.db);
  await noteWorker(context.db, { ...input, seenAt: elapsedAt });
}
