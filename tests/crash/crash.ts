import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { readClocks } from "../../db/clock.ts";
import type { Database } from "../../db/connect.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { countUnserved } from "../../db/work.ts";
import { addDueReaders } from "../factories/due-readers.ts";
import { sendingEnvironment } from "../factories/sending-environment.ts";
import type { Standin } from "../standin/start.ts";
import { chanceOf } from "./chance.ts";
import { awaitMoment, type Moment } from "./moments.ts";
import { type Bite, biteOf, judge, type Verdict } from "./verdict.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";

export type CrashRun = {
  db: Database;
  databaseUrl: string;
  standin: Standin;
  course: string;
  kills: number;
  workers: number;
  /** So many readers are added at a time; enough that the workers never run dry between two kills. */
  waveReaders: number;
  seed: number;
  /**
   * Ends a dead worker's lease at once, by setting it back, in place of waiting its 45 seconds out. It needs a single
   * worker, for only then every lease left is a dead one's.
   */
  hurry: boolean;
  logFile: string;
  say(line: string): void;
};

/** One kill: when, at which moment, and what it left behind. */
export type Kill = { afterMs: number; moment: Moment; openBatches: number };

export type CrashReport = { verdict: Verdict; bite: Bite; readers: number; kills: readonly Kill[]; tookMs: number };

/** Nothing may stand still for longer than this: a lease, a request's timeout and a pause are well within it. */
const patienceMs = 120_000;
const hurriedPatienceMs = 15_000;

/**
 * Lets real workers send to the provider's stand-in and kills them with `kill -9` at seeded moments, starting each
 * again, then waits until everything due has ended and judges by the stand-in's log.
 */
export async function crashAndJudge(run: CrashRun): Promise<CrashReport> {
  const startedAt = performance.now();
  const start = () => startWorker({ ...run, environment: sendingEnvironment(run.standin) });
  const workers = await Promise.all(Array.from({ length: run.workers }, start));
  const due: string[] = [];
  try {
    const kills = await killAll(run, { workers, due, start });
    await awaitServed(run);
    const verdict = await judge(run.db, { kills: kills.length, due, standin: run.standin });
    const bite = await biteOf(run.db, run.standin);
    return { verdict, bite, readers: due.length, kills, tookMs: performance.now() - startedAt };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

type Killing = { workers: WorkerProcess[]; due: string[]; start(): Promise<WorkerProcess> };

async function killAll(run: CrashRun, { workers, due, start }: Killing): Promise<Kill[]> {
  const { db, kills, hurry, standin } = run;
  const fraction = chanceOf(run.seed);
  const limitMs = hurry ? hurriedPatienceMs : patienceMs;
  const startedAt = performance.now();
  const done: Kill[] = [];
  for (const moment of momentsOf(kills, fraction)) {
    if (moment !== "taken over") await keepBusy(run, due);
    if (!(await awaitMoment(moment, { db, acceptedLog: standin.log, fraction, limitMs }))) break;
    const chosen = Math.floor(fraction() * workers.length);
    await workers[chosen]?.kill();
    const kill = { afterMs: performance.now() - startedAt, moment, openBatches: await countOpenBatches(db) };
    run.say(`kill ${done.push(kill)} of ${kills}: ${moment}, ${kill.openBatches} batches open`);
    if (hurry) await endLeases(db);
    workers[chosen] = await start();
  }
  return done;
}

/**
 * Most kills fall into sending; the last fifth waits for somebody to take over what the dead left, which takes the
 * lease's time, and kills again.
 */
function momentsOf(kills: number, fraction: () => number): Moment[] {
  const late = Math.floor(kills / 5);
  const early = Array.from({ length: kills - late }, (): Moment => (fraction() < 0.5 ? "any" : "accepted"));
  return [...early, ...Array.from({ length: late }, (): Moment => "taken over")];
}

/**
 * Tops the readers up, so that the next kill falls into the middle of sending. What the dead left open is no work yet:
 * nobody may touch it before its lease has run out.
 */
async function keepBusy({ db, course, waveReaders }: CrashRun, due: string[]): Promise<void> {
  const { calendarAt } = await readClocks(db);
  const waiting = (await countUnserved(db, { now: calendarAt })) - (await countOpenBatches(db)) * 100;
  if (waiting >= waveReaders / 2) return;
  due.push(...(await addDueReaders(db, { from: due.length, count: waveReaders, course })));
  await wakeWorkers(db);
}

async function awaitServed({ db, hurry, say }: CrashRun): Promise<void> {
  const limitMs = hurry ? hurriedPatienceMs : patienceMs;
  let [left, changedAt] = [Number.POSITIVE_INFINITY, performance.now()];
  while (left > 0) {
    const { calendarAt } = await readClocks(db);
    const now = await countUnserved(db, { now: calendarAt });
    if (now !== left) changedAt = performance.now();
    left = now;
    if (performance.now() - changedAt > limitMs) return say(`${left} messages have stood still for too long`);
    await wait(hurry ? 50 : 250);
  }
}

async function countOpenBatches(db: Database): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`select count(*) from batch where state = 'open'`);
  return Number(row?.count);
}

/** Ends the leases of dead workers, in place of waiting them out. No other may be alive. */
export async function endLeases(db: Database): Promise<void> {
  const { elapsedAt } = await readClocks(db);
  await db.execute(sql`
    update batch set lease_until = ${elapsedAt.toISOString()} where state = 'open' and lease_until is not null`);
}
