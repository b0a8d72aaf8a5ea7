import { type Tally, tallyDeliveries } from "../db/deliveries.ts";
import { countLetters } from "../db/letters/progress.ts";
import { type IssueUnderWay, listIssuesUnderWay } from "../db/letters/under-way.ts";
import { readSending } from "../db/sending.ts";
import { type Counts, countAll, lastWorkerSeen, listNextDue, listTrouble, type Trouble } from "../db/status.ts";
import { listConcerns } from "./concerns.ts";
import type { Context } from "./context.ts";
import { isFeedbackConnected, mayHear } from "./feedback/connected.ts";

/** A worker that was not heard of for this long is taken for dead; it beats at least every 20 seconds. */
const silentAfterMs = 60_000;

export type Status = {
  transport: string;
  calendarAt: Date;
  aheadMs: number;
  worker: { alive: boolean; seenAt: Date | null };
  /** `probeAt`: when one real message tries whether it is over; null where only the owner's word ends it. */
  halt: { name: string; message: string; cure: string; haltedAt: Date; probeAt: Date | null } | null;
  /** The provider asked to wait until then; null when it did not. */
  waitUntil: Date | null;
  /** Whether the provider tells what becomes of messages: it may not, it has not yet, or it does. */
  feedback: "unset" | "silent" | "heard";
  /** What stops nothing and still wants mending, a sentence each. */
  concerns: readonly string[];
  counts: Counts;
  tally: Tally;
  /** planned = accepted + refused + suppressed + cancelled + uncertain + open. */
  balanced: boolean;
  trouble: readonly Trouble[];
  nextDue: readonly { at: Date; lessons: number }[];
  /** Issues on their way, with how far each has come. */
  letters: readonly (IssueUnderWay & { planned: number; accepted: number; waiting: number; held: number })[];
};

/** All that an author asks first: what is due, what waits and why, what is halted and its cure. */
export async function readStatus(context: Context): Promise<Status> {
  const { db } = context;
  const { elapsedAt, calendarAt } = await context.clocks.read(db);
  const sending = await readSending(db);
  const tally = await tallyDeliveries(db);
  return {
    transport: context.mail.name,
    calendarAt,
    aheadMs: calendarAt.getTime() - elapsedAt.getTime(),
    worker: await workerSign(context, elapsedAt),
    halt: haltOf(sending),
    waitUntil: sending.waitUntil !== null && sending.waitUntil > elapsedAt ? sending.waitUntil : null,
    feedback: (await isFeedbackConnected(context)) ? "heard" : mayHear(context.settings) ? "silent" : "unset",
    concerns: await listConcerns(context),
    counts: await countAll(db, { now: calendarAt }),
    tally,
    balanced: isBalanced(tally),
    trouble: await listTrouble(db, { limit: 10 }),
    nextDue: await listNextDue(db, { limit: 5 }),
    letters: await lettersUnderWay(db),
  };
}

async function lettersUnderWay(db: Context["db"]): Promise<Status["letters"]> {
  const issues = await listIssuesUnderWay(db, { limit: 10 });
  return Promise.all(
    issues.map(async (issue) => {
      const { planned, accepted, ...counts } = await countLetters(db, issue);
      const held = counts.heldForCourse + counts.heldForPause + counts.heldForWinner;
      return { ...issue, planned, accepted, waiting: counts.waiting + counts.underWay, held };
    }),
  );
}

/** When a worker was last heard of. */
export async function workerSign(context: Context, elapsedAt: Date): Promise<Status["worker"]> {
  const seenAt = await lastWorkerSeen(context.db);
  return { seenAt, alive: seenAt !== null && elapsedAt.getTime() - seenAt.getTime() < silentAfterMs };
}

/** The halt that the row of sending tells of. */
export function haltOf(sending: Awaited<ReturnType<typeof readSending>>): Status["halt"] {
  const { haltName: name, haltMessage: message, haltCure: cure, haltedAt, probeAt } = sending;
  if (haltedAt === null || name === null || message === null || cure === null) return null;
  return { name, message, cure, haltedAt, probeAt };
}

export function isBalanced({ planned, ...ended }: Tally): boolean {
  return planned === Object.values(ended).reduce((sum, count) => sum + count, 0);
}

export type Health = {
  status: "ok" | "degraded";
  /** What is wrong, in words; empty when nothing is. */
  problems: readonly string[];
  worker: { alive: boolean; seenAt: Date | null };
  halted: string | null;
  /** How many issues are being sent or are paused in the midst of it. */
  letters: Record<"sending" | "paused", number>;
};

/** For a machine that watches: nothing of a reader is in it. Throws when the database is away. */
export async function readHealth(context: Context): Promise<Health> {
  const { elapsedAt } = await context.clocks.read(context.db);
  const worker = await workerSign(context, elapsedAt);
  const halt = haltOf(await readSending(context.db));
  const problems: string[] = [];
  if (!worker.alive) problems.push("No worker has been heard of for a minute, so nothing is being sent.");
  if (halt) problems.push(`Sending has halted (${halt.name}). ${halt.cure}`);
  const issues = await listIssuesUnderWay(context.db, { limit: 100 });
  const count = (state: IssueUnderWay["state"]) => issues.filter((issue) => issue.state === state).length;
  const letters = { sending: count("sending"), paused: count("paused") };
  return { status: problems.length === 0 ? "ok" : "degraded", problems, worker, halted: halt?.name ?? null, letters };
}
