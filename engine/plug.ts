import { listLiveCourses } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { addDemoEnrolments, addDemoReaders } from "../db/demo.ts";
import {
  beginPlugRun,
  clearPlugLetters,
  clearPlugReaders,
  countPlugLetters,
  endPlugRun,
  forgetPlugRuns,
  notePlugPulled,
  type PlugRun,
  plugAddress,
  readPlugRun,
  readPlugWork,
} from "../db/plug.ts";
import { wakeWorkers } from "../db/wake.ts";
import { type Context, hashAddress } from "./context.ts";
import { demoPeople } from "./demo/people.ts";
import { hasMailbox } from "./mailbox.ts";

/** What the site says to the supervisor above it, so that the worker is killed. */
export const pullPlug = "pull the plug";

/** So many letters are enough to see it in the middle of sending. */
export const plugReaders = 1_000;

export type Begun = { kind: "begun"; run: PlugRun } | { kind: "under way" } | { kind: "refused"; message: string };

/** A run that has not ended by then was abandoned: the site was stopped, or sending rests. */
const abandonedAfterMs = 5 * 60_000;

/**
 * Enrols so many fictional readers whose first lesson is due at this moment; those of the run before are taken away
 * first, with their letters. Only where mail stays on this machine.
 */
export function beginPlug(context: Context, input: { readers: number }): Promise<Begun> {
  return context.db.transaction(async (tx): Promise<Begun> => {
    if (!hasMailbox(context)) return { kind: "refused", message: "Only the mailbox has a plug to pull." };
    const { calendarAt: now, elapsedAt } = await context.clocks.read(tx);
    const courses = await listLiveCourses(tx);
    const course = courses.find(({ facts }) => facts.start === "confirmation");
    if (!course) return { kind: "refused", message: courses.length === 0 ? noCourse : noneAtOnce };
    await forgetPlugRuns(tx, { beganUntil: new Date(elapsedAt.getTime() - abandonedAfterMs), endedAt: elapsedAt });
    const run = await beginPlugRun(tx, { readers: input.readers, beganAt: elapsedAt });
    if (run === null) return { kind: "under way" };
    await clearPlugLetters(tx);
    await clearPlugReaders(tx, { now });
    await enrol(context, tx, { run, courseId: course.id, now });
    await wakeWorkers(tx);
    return { kind: "begun", run };
  });
}

const noCourse = "There is no published course yet.";
const noneAtOnce =
  'No course here sends its first lesson at once, so the thousand would wait for theirs. One that declares start: "confirmation" does.';

/** As if each of them had just confirmed: then the first lesson goes out at once, at any hour. */
async function enrol(context: Context, tx: Database, input: { run: PlugRun; courseId: number; now: Date }) {
  const { run, courseId, now } = input;
  const people = demoPeople({ count: run.readers }).map(({ name, zone, sendMinute }, index) => ({
    ...{ name, zone, sendMinute, address: plugAddress({ run: run.id, number: index + 1 }) },
  }));
  const ids = await addDemoReaders(
    tx,
    people.map((person) => {
      const addressHash = hashAddress(context, person.address);
      return { ...person, addressHash, createdAt: now, confirmedAt: now, lastSeenAt: now, source: "demo" };
    }),
  );
  await addDemoEnrolments(
    tx,
    people.map(({ address, ...asked }) => ({
      ...{ readerId: ids.get(address) ?? 0, courseId, run: 1, state: "active" as const, asked },
      ...{ createdAt: now, confirmedAt: now, nextSendAt: now, nextSlotAt: now },
    })),
  );
}

/** The plug is pulled once so many of a hundred letters are out: some are, some are not, and some are on their way. */
const pullAtPercent = 20;
const lookEveryMs = 15;
const restMs = 250;

/**
 * Watches a run from its beginning to its end: calls `pull` in the middle of sending, and once nothing is open any more,
 * counts for good and takes the fictional readers away. Gives up with the time after which a run counts as abandoned.
 */
export async function watchPlug(context: Context, input: { run: PlugRun; pull: () => void }): Promise<void> {
  const { run, pull } = input;
  let isPulled = false;
  for (let isOver = false; !isOver; ) {
    const { received } = await countPlugLetters(context.db);
    const { elapsedAt } = await context.clocks.read(context.db);
    if (!isPulled && received * 100 >= run.readers * pullAtPercent) {
      pull();
      isPulled = true;
      await notePlugPulled(context.db, { id: run.id, killedAt: elapsedAt, receivedAtKill: received });
    }
    if (isPulled && (await readPlugWork(context.db)).open === 0) return end(context, run);
    isOver = elapsedAt.getTime() - run.beganAt.getTime() > abandonedAfterMs;
    await new Promise((resolve) => setTimeout(resolve, isPulled ? restMs : lookEveryMs));
  }
  context.log.warn({ run: run.id }, "the letters of a pulled plug did not all go out in time");
  await abandonPlug(context);
}

/**
 * Takes away the fictional readers of runs that nobody watches to their end: called when one is given up, and when the
 * site starts, since whoever watched then died with the one before. Who has a letter on its way stays until next time.
 */
export async function abandonPlug(context: Context): Promise<void> {
  if (!hasMailbox(context)) return;
  await context.db.transaction(async (tx) => {
    const { calendarAt: now, elapsedAt } = await context.clocks.read(tx);
    await forgetPlugRuns(tx, { beganUntil: elapsedAt, endedAt: elapsedAt });
    await clearPlugReaders(tx, { now });
  });
}

/** Counted once more when nothing can come any more, in the same transaction that takes the readers away. */
function end(context: Context, run: PlugRun): Promise<void> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now, elapsedAt: endedAt } = await context.clocks.read(tx);
    const { repeated } = await readPlugWork(tx);
    await endPlugRun(tx, { id: run.id, endedAt, repeated, ...(await countPlugLetters(tx)) });
    await clearPlugReaders(tx, { now });
  });
}

/** How a run stands, for whoever looks on. */
export type PlugStand = {
  run: number;
  readers: number;
  phase: "sending" | "killed" | "over" | "abandoned";
  received: number;
  twice: number;
  receivedAtKill: number | null;
  /** Letters in batches that were handed over and have no answer on record, and how long the longest is kept shut. */
  inDeadHands: number;
  shutForMs: number;
  repeated: number;
  tookMs: number;
};

/** The newest run; null before the first. */
export async function readPlug(context: Context): Promise<PlugStand | null> {
  const run = await readPlugRun(context.db);
  if (run === null) return null;
  const { elapsedAt } = await context.clocks.read(context.db);
  const counted = await countPlugLetters(context.db);
  const { batched, leaseUntil, repeated } = await readPlugWork(context.db);
  const { id, readers, receivedAtKill, endedAt, beganAt } = run;
  return {
    run: id,
    readers,
    phase: phaseOf(run, elapsedAt),
    received: run.received ?? counted.received,
    twice: run.twice ?? counted.twice,
    receivedAtKill,
    inDeadHands: receivedAtKill === null ? 0 : batched,
    shutForMs: leaseUntil === null ? 0 : Math.max(0, leaseUntil.getTime() - elapsedAt.getTime()),
    repeated: run.repeated ?? repeated,
    tookMs: (endedAt ?? elapsedAt).getTime() - beganAt.getTime(),
  };
}

function phaseOf({ endedAt, received, killedAt, beganAt }: PlugRun, now: Date): PlugStand["phase"] {
  if (received !== null) return "over";
  if (endedAt !== null || now.getTime() - beganAt.getTime() > abandonedAfterMs) return "abandoned";
  return killedAt === null ? "sending" : "killed";
}
