import { noteWorker, readSending } from "../db/sending.ts";
import { foldTallies, hasTallyChanges } from "../db/tallies.ts";
import { findNextWork } from "../db/work.ts";
import type { Context } from "./context.ts";
import { heed } from "./feedback/apply.ts";
import { judgeUnwell } from "./feedback/judge.ts";
import { finishErasing } from "./finish-erasing.ts";
import { planIssues } from "./letters/plan-issues.ts";
import { decideSubjects, endIssues, reviewHeld, sweepIssues } from "./letters/tend-issues.ts";
import { nudge } from "./nudge.ts";
import { plan } from "./plan.ts";
import { resumePaused } from "./resume-paused.ts";
import { sendDue } from "./send-due.ts";
import { tellOwner } from "./studio/owner-mail.ts";

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
  // When nothing else is due, so that counting takes no time from sending; the figures are right all the same.
  while (!input.isOver() && (await hasTallyChanges(context.db)) && (await foldTallies(context.db)) > 0);
  return { didWork, nextWorkAt: await nextWork(context) };
}

/** Plans what falls due next while what is queued goes out; the two share no row. */
async function round(context: Context, input: { isOver: () => boolean }): Promise<boolean> {
  // Asked first, because a round that finds nothing is the most frequent one, and should cost two short queries.
  const due = await dueWork(context);
  // A pause that ends and a notice that it is near belong together: first what is so now, then what goes out.
  const stirred = await Promise.allSettled([stir(context, due)]);
  const aside = asideFrom(context);
  const ended = await Promise.allSettled([
    due.plan ? plan(context) : 0,
    due.deliver || due.retry ? sendDue(context, { ...input, onLetters: aside.look }) : false,
    due.erase ? finishErasing(context) : 0,
    due.letters ? tendLetters(context, due) : 0,
    heedProvider(context, due),
  ]);
  // Looked at when all have ended: none may go on behind the caller's back, and a pause that cannot end stops no mail.
  const all = [...stirred, ...ended, ...(await Promise.allSettled([aside.end()]))];
  const failed = all.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return all.some((one) => one.status === "fulfilled" && Boolean(one.value));
}

/**
 * A letter to a hundred thousand keeps sending busy for minutes, and with it the round. So whenever a batch with letters
 * is taken, it is looked whether lessons are due or something about a letter is decided, and that is done beside it.
 */
function asideFrom(context: Context): { look(): void; end(): Promise<void> } {
  let looking: Promise<void> | null = null;
  let failed: unknown = null;
  const look = async () => {
    const due = await dueWork(context);
    await stir(context, due);
    if (due.plan) await plan(context);
    if (due.letters) await tendLetters(context, due);
    await heedProvider(context, due);
  };
  return {
    look() {
      looking ??= look()
        .catch((error: unknown) => {
          failed ??= error;
        })
        .finally(() => {
          looking = null;
        });
    },
    async end() {
      await looking;
      if (failed !== null) throw failed;
    },
  };
}

async function stir(context: Context, due: Due): Promise<number> {
  return (due.resume ? await resumePaused(context) : 0) + (due.nudge ? await nudge(context) : 0);
}

/** An address is judged by everything that was said of it, so nobody is while anything waits to be applied. */
async function heedProvider(context: Context, due: Due): Promise<number> {
  if (due.heed) return heed(context);
  return due.judge ? judgeUnwell(context) : 0;
}

/** One portion of each: what is planned goes out meanwhile, and a decision follows within the next round. */
async function tendLetters(context: Context, due: Due): Promise<number> {
  let work = due.planIssue ? await planIssues(context) : 0;
  if (due.decide) work += await decideSubjects(context);
  if (due.sweep) work += await sweepIssues(context);
  if (due.review) work += await reviewHeld(context);
  if (due.end) work += await endIssues(context);
  return work;
}

type Due = Record<
  | ("plan" | "deliver" | "resume" | "nudge" | "retry" | "erase" | "heed" | "judge")
  | ("letters" | "planIssue" | "decide" | "sweep" | "review" | "end"),
  boolean
>;

async function dueWork(context: Context): Promise<Due> {
  const { planAt, deliverAt, resumeAt, nudgeAt, retryAt, erasable, ...next } = await findNextWork(context.db);
  const { elapsedAt, calendarAt } = await context.clocks.read(context.db);
  const isDue = (at: Date | null, now: Date) => at !== null && at <= now;
  const letters = {
    planIssue: isDue(next.planIssueAt, calendarAt),
    decide: isDue(next.decideAt, calendarAt),
    review: isDue(next.reviewAt, calendarAt),
    sweep: next.sweepable,
    end: next.endable,
  };
  return {
    ...letters,
    letters: Object.values(letters).includes(true),
    plan: isDue(planAt, calendarAt),
    deliver: isDue(deliverAt, calendarAt),
    resume: isDue(resumeAt, calendarAt),
    nudge: isDue(nudgeAt, calendarAt),
    retry: isDue(retryAt, elapsedAt),
    erase: erasable,
    heed: next.heard,
    judge: isDue(next.judgeAt, calendarAt),
  };
}

async function nextWork(context: Context): Promise<Date | null> {
  const next = await findNextWork(context.db);
  const sending = await readSending(context.db);
  if ((sending.haltedAt !== null && !sending.haltTold) || sending.endedHalt !== null) await tellOwner(context);
  const { elapsedAt, calendarAt } = await context.clocks.read(context.db);
  const offsetMs = calendarAt.getTime() - elapsedAt.getTime();
  const elapsed = (at: Date | null) => (at ? at.getTime() - offsetMs : Number.POSITIVE_INFINITY);
  // While the provider asked to wait nothing is handed over; until the next probe, nothing new is.
  const waitMs = sending.waitUntil?.getTime() ?? 0;
  const probeMs = sending.haltedByGuard ? Number.POSITIVE_INFINITY : (sending.probeAt?.getTime() ?? 0);
  const deliverMs = Math.max(elapsed(next.deliverAt), waitMs, probeMs);
  const retryMs = Math.max(next.retryAt?.getTime() ?? Number.POSITIVE_INFINITY, waitMs);
  const lessonMs = Math.min(elapsed(next.planAt), elapsed(next.resumeAt), elapsed(next.nudgeAt), elapsed(next.judgeAt));
  const letterMs = Math.min(elapsed(next.planIssueAt), elapsed(next.decideAt), elapsed(next.reviewAt));
  const nextMs = Math.min(lessonMs, letterMs, deliverMs, retryMs);
  return Number.isFinite(nextMs) ? new Date(nextMs) : null;
}

/** Says that this worker lives. */
export async function beat(context: Context, input: { id: string; startedAt: Date }): Promise<void> {
  const { elapsedAt } = await context.clocks.read(context.db);
  await noteWorker(context.db, { ...input, seenAt: elapsedAt });
}
