import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { readClocks } from "../../db/clock.ts";
import type { Database } from "../../db/connect.ts";
import { countUnserved } from "../../db/work.ts";
import { sendingEnvironment } from "../factories/sending-environment.ts";
import type { FaultRule, Standin } from "../standin/start.ts";
import { chanceOf } from "./chance.ts";
import { startHand } from "./crew.ts";
import { type Deed, deedsOf } from "./deeds.ts";
import { Lookout } from "./lookout.ts";
import { type Done, type Ground, strike } from "./strike.ts";
import { Supplier } from "./supply.ts";
import { type Bite, biteOf, judge, type Verdict } from "./verdict.ts";

export type CrashRun = {
  /** Asked for anew each time: after a restart of the database it is another. */
  readonly db: Database;
  databaseUrl: string;
  standin: Standin;
  /** Faults that are there all the time. */
  faults: readonly FaultRule[];
  course: string;
  kills: number;
  /** So many times the database is stopped at once and started again, and a COMMIT's acknowledgement is lost. */
  restarts: number;
  lost: number;
  /** Ends the database as an immediate shutdown does, and returns once it takes connections again. */
  restartDatabase(): Promise<void>;
  /** Nothing further is begun after so long. */
  longestMs: number;
  workers: number;
  seed: number;
  /**
   * Ends a dead worker's lease at once, by setting it back, in place of waiting its 45 seconds out. It needs a single
   * worker, for only then every lease left is a dead one's.
   */
  hurry: boolean;
  /** Goes through these named points only. */
  only?: readonly string[];
  logFile: string;
  say(line: string): void;
};

export type CrashReport = {
  verdict: Verdict;
  bite: Bite;
  messages: number;
  done: readonly Done[];
  /** How long each dead worker's batch lay before another had it. */
  takenOverMs: readonly number[];
  tookMs: number;
};

/** Nothing may stand still for longer than this: a lease, a request's timeout and a pause are well within it. */
const patienceMs = 120_000;
const hurriedPatienceMs = 30_000;

/**
 * Lets real workers under real supervisors send to the provider's stand-in, ends them, their database and their
 * connections at named moments, then waits until everything due has ended and judges by the stand-in's log.
 */
export async function crashAndJudge(run: CrashRun): Promise<CrashReport> {
  const startedAt = performance.now();
  const deeds = deedsOf(run);
  const lookout = new Lookout();
  const supplier = new Supplier(run);
  await supplier.prepare({ nudges: countSupply(deeds, "nudges"), followers: 60 });
  await run.standin.command({ clear: true, faults: [...run.faults] });
  const { databaseUrl, logFile } = run;
  const start = { databaseUrl, logFile, environment: sendingEnvironment(run.standin), watch: lookout.watch };
  const hands = await Promise.all(Array.from({ length: run.workers }, (_, number) => startHand({ ...start, number })));
  try {
    const done = await doAll(run, { deeds, ground: { run, lookout, supplier, hands, fraction: chanceOf(run.seed) } });
    await awaitServed(
      run,
      run.hurry ? { limitMs: hurriedPatienceMs, everyMs: 50 } : { limitMs: patienceMs, everyMs: 250 },
    );
    const kills = done.filter(({ kind }) => kind === "kill").length;
    const verdict = await judge(run.db, { kills, due: supplier.due, standin: run.standin });
    const bite = await biteOf(run.db, run.standin);
    const messages = [...supplier.due.values()].reduce((sum, count) => sum + count, 0);
    const { takenOverMs } = lookout;
    return { verdict, bite, messages, done, takenOverMs, tookMs: performance.now() - startedAt };
  } finally {
    await Promise.all(hands.map((hand) => hand.stop()));
  }
}

/** Stops early when a moment does not come, which the number of kills then tells. */
async function doAll(run: CrashRun, { deeds, ground }: { deeds: readonly Deed[]; ground: Ground }): Promise<Done[]> {
  const done: Done[] = [];
  const endAtMs = performance.now() + run.longestMs;
  for (const deed of deeds) {
    if (performance.now() > endAtMs) {
      run.say(`the time is over, with ${done.length} of ${deeds.length} done`);
      break;
    }
    const one = await strike(ground, deed);
    if (one === null) {
      run.say(`"${deed.point}" was waited for in vain`);
      break;
    }
    done.push(one);
    run.say(spoken(one, `${done.length} of ${deeds.length}`));
    if (run.hurry) await endLeases(run.db);
  }
  return done;
}

function spoken({ kind, point, awayMs, againMs }: Done, place: string): string {
  const away = awayMs === null ? "" : `, away for ${(awayMs / 1000).toFixed(1)} s`;
  const again = againMs === null ? "" : `, sending again after ${(againMs / 1000).toFixed(1)} s`;
  return `${place}: ${kind}, ${point}${away}${again}`;
}

function countSupply(deeds: readonly Deed[], supply: Deed["supply"]): number {
  // More than there are kills: of a nudge whose queueing was undone, a living worker is the next to come by.
  return deeds.filter((deed) => deed.supply === supply).length * 3;
}

/** Returns when nothing is due any more, or says that nothing has moved for so long. */
export async function awaitServed(
  { db, say }: Pick<CrashRun, "db" | "say">,
  { limitMs, everyMs }: { limitMs: number; everyMs: number },
): Promise<void> {
  let [left, changedAt] = [Number.POSITIVE_INFINITY, performance.now()];
  while (left > 0) {
    const { calendarAt } = await readClocks(db);
    const now = await countUnserved(db, { now: calendarAt });
    if (now !== left) changedAt = performance.now();
    left = now;
    if (performance.now() - changedAt > limitMs) return say(`${left} messages have stood still for too long`);
    await wait(everyMs);
  }
}

/** Ends the leases of dead workers, in place of waiting them out. No other may be alive. */
export async function endLeases(db: Database): Promise<void> {
  const { elapsedAt } = await readClocks(db);
  await db.execute(sql`
    update batch set lease_until = ${elapsedAt.toISOString()} where state = 'open' and lease_until is not null`);
}
