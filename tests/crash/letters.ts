import { setTimeout as wait } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { findNextWork } from "../../db/work.ts";
import { sendingEnvironment } from "../factories/sending-environment.ts";
import type { Standin } from "../standin/start.ts";
import { chanceOf } from "./chance.ts";
import { endLeases } from "./crash.ts";
import { awaitMoment } from "./moments.ts";
import { type Crew, startCrew } from "./together.ts";
import { judgeLetters, type LetterVerdict } from "./verdict.ts";

/** In which part of the way of a letter a worker is killed. */
export type Phase = "planning" | "hand-over" | "settling";

export type LetterCrash = {
  db: Database;
  databaseUrl: string;
  standin: Standin;
  issueId: number;
  /** Everybody whom the issue is owed to. */
  due: readonly string[];
  killsOf: Readonly<Record<Phase, number>>;
  workers: number;
  seed: number;
  logFile: string;
  say(line: string): void;
};

export type LetterCrashReport = {
  verdict: LetterVerdict;
  /** Requests whose messages the provider had accepted before, so that only the key kept them single. */
  askedAgain: number;
  kills: readonly { phase: Phase; afterMs: number; planned: number; accepted: number }[];
  tookMs: number;
};

/** Nothing stands still for longer: all workers die together and their leases are ended at once. */
const patienceMs = 60_000;

/**
 * Lets real workers send a scheduled issue to the stand-in and kills all of them at once with `kill -9`: while a portion
 * of readers is being planned, while requests are under way, and in the midst of the transaction that settles an answer.
 * Then waits until the issue is sent, and judges by the stand-in's log.
 */
export async function crashLetters(run: LetterCrash): Promise<LetterCrashReport> {
  const startedAt = performance.now();
  const crew = await startCrew({ ...run, environment: sendingEnvironment(run.standin) });
  try {
    const kills: LetterCrashReport["kills"][number][] = [];
    const fraction = chanceOf(run.seed);
    const phases = phasesOf(run.killsOf);
    for (const [index, phase] of phases.entries()) {
      if (phase !== "planning") await awaitShare(run, crew, index / (phases.length + 1));
      if (!(await moments[phase](run, fraction, crew))) break;
      const kill = { phase, afterMs: performance.now() - startedAt, ...(await standOf(run.db, run.issueId)) };
      run.say(`kill ${kills.push(kill)} in ${phase}: ${kill.planned} planned, ${kill.accepted} known to be accepted`);
      await endLeases(run.db);
    }
    await crew.start();
    await awaitSent(run);
    const verdict = await judgeLetters(run.db, { kills: kills.length, ...run });
    const askedAgain = run.standin.attempts().filter(({ replayed }) => replayed).length;
    return { verdict, askedAgain, kills, tookMs: performance.now() - startedAt };
  } finally {
    await crew.stop();
  }
}

/** Planning is over the soonest, so its kills come first; the two others take turns. */
function phasesOf(killsOf: LetterCrash["killsOf"]): Phase[] {
  const planning = Array.from({ length: killsOf.planning }, (): Phase => "planning");
  const rounds = Math.max(killsOf["hand-over"], killsOf.settling);
  const later = Array.from({ length: rounds }, (_, round): Phase[] => [
    ...(round < killsOf["hand-over"] ? (["hand-over"] as const) : []),
    ...(round < killsOf.settling ? (["settling"] as const) : []),
  ]);
  return [...planning, ...later.flat()];
}

type Strike = (run: LetterCrash, fraction: () => number, crew: Crew) => Promise<boolean>;

const moments: Record<Phase, Strike> = {
  planning: (run, fraction, crew) =>
    killWhileBlocked(run, crew, {
      // Somebody whom planning has yet to come to: it stops there, in the midst of a portion. Held before the workers
      // start, because a small audience is planned within a blink.
      startsHeld: true,
      lock: sql`select f.reader_id from follow f join issue_run r on r.issue_id = ${run.issueId}
        where r.plan_at is not null and f.reader_id > r.planned_through and f.state = 'following' order by f.reader_id
        offset ${Math.floor((fraction() * run.due.length) / 2 / run.killsOf.planning)} limit 1`,
      table: sql`reader`,
      waiter: '%"reader"%for key share%',
    }),
  settling: (run, _fraction, crew) =>
    killWhileBlocked(run, crew, {
      startsHeld: false,
      // Its batch is ended by the time that its letters are marked, so the transaction is half done.
      lock: sql`select d.id from delivery d join batch b on b.id = d.batch_id
        where d.issue_id = ${run.issueId} and d.state = 'batched' and b.state = 'open' and b.lease_until is not null
        order by d.id desc limit 1`,
      table: sql`delivery`,
      waiter: "%update delivery set state = 'accepted'%",
    }),
  "hand-over": async ({ db, standin }, fraction, crew) => {
    await crew.start();
    const moment = fraction() < 0.5 ? "any" : "accepted";
    const came = await awaitMoment(moment, { db, acceptedLog: standin.log, fraction, limitMs: patienceMs });
    if (came) await crew.kill();
    return came;
  },
};

/**
 * Holds a row that the workers need, waits until one stands before it within a transaction, and kills them all there.
 * False when there was no such row any more.
 */
async function killWhileBlocked(
  { db }: LetterCrash,
  crew: Crew,
  { startsHeld, lock, table, waiter }: { startsHeld: boolean; lock: SQL; table: SQL; waiter: string },
): Promise<boolean> {
  if (!startsHeld) await crew.start();
  const endAtMs = performance.now() + patienceMs;
  while (performance.now() < endAtMs) {
    const struck = await db.transaction(async (tx) => {
      const held = await tx.execute(sql`select id from ${table} where id = (${lock}) for update skip locked`);
      if (held.length === 0) return false;
      await crew.start();
      // Asked outside: within a transaction, what others do stands still from the first look on.
      if (!(await isStoodBefore(db, waiter))) return false;
      await crew.kill();
      return true;
    });
    if (struck) return true;
    await wait(2);
  }
  return false;
}

async function isStoodBefore(db: Database, waiter: string): Promise<boolean> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const rows = await db.execute(sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and query ilike ${waiter}`);
    if (rows.length > 0) return true;
    await wait(10);
  }
  return false;
}

/** Spreads the kills over the whole of the sending. */
async function awaitShare(run: LetterCrash, crew: Crew, share: number): Promise<void> {
  await crew.start();
  const isFarEnough = async () => (await standOf(run.db, run.issueId)).accepted >= share * run.due.length;
  while (!(await isFarEnough())) await wait(100);
}

async function standOf(db: Database, issueId: number): Promise<{ planned: number; accepted: number }> {
  const [row] = await db.execute<{ planned: string; accepted: string }>(sql`
    select count(*) as planned, count(had_at) as accepted from delivery where issue_id = ${issueId}`);
  return { planned: Number(row?.planned), accepted: Number(row?.accepted) };
}

/** Until the issue says itself that it is sent, or nothing has moved for long. */
async function awaitSent({ db, issueId, say }: LetterCrash): Promise<void> {
  let [stand, changedAt] = ["", performance.now()];
  while (!(await isSent(db, issueId))) {
    const now = JSON.stringify(await standOf(db, issueId));
    if (now !== stand) changedAt = performance.now();
    stand = now;
    if (performance.now() - changedAt > patienceMs) {
      return say(`it stands still: ${stand}, ${JSON.stringify(await findNextWork(db))}`);
    }
    await wait(100);
  }
}

async function isSent(db: Database, issueId: number): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from issue where id = ${issueId} and state = 'sent'`);
  return rows.length > 0;
}
