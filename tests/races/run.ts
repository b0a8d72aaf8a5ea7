import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { stopServer, urlOf } from "../../bin/database/server.ts";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { readClocks } from "../../db/clock.ts";
import { createDatabase } from "../../db/cluster.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { countUnserved } from "../../db/work.ts";
import { type Context, openContext } from "../../engine/context.ts";
import { parseSettings } from "../../engine/settings.ts";
import { chanceOf } from "../crash/chance.ts";
import { startWorker } from "../crash/worker-process.ts";
import { publishedCourse } from "../factories/course.ts";
import { beginDueMorning } from "../factories/due-readers.ts";
import { sendingEnvironment } from "../factories/sending-environment.ts";
import { startTestServer } from "../setup/test-server.ts";
import { type Standin, startStandin } from "../standin/start.ts";
import { addLeavers, go, type Leaver, letBeDue, ways } from "./leavers.ts";
import { noteTransactions, raceChannel, tellOfSteps } from "./order.ts";
import { isKept, judgeRaces, type Verdict } from "./verdict.ts";

/**
 * `npm run races -- --times N [--workers W] [--seed S] [--json FILE]`: N readers leave, pause, bounce or erase themselves
 * at the very moment at which their lesson falls due, while real workers send. Exit status 1 when a first attempt began
 * after one of these had been committed, by the provider's record and the order of PostgreSQL's own COMMITs.
 */
const options = {
  times: { type: "string", default: "10000" },
  workers: { type: "string", default: "3" },
  seed: { type: "string", default: "1" },
  json: { type: "string" },
} as const;

const lanes = 10;
const portion = 500;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const folder = mkdtempSync(join(tmpdir(), "dayletter-races-"));
  await buildProcesses();
  const server = await startTestServer(folder, ["track_commit_timestamp=on"]);
  const standin = await startStandin({ keepBodies: false });
  try {
    const databaseUrl = urlOf(server, "races");
    await createDatabase({ url: urlOf(server, "postgres"), name: "races" });
    await migrateDatabase({ url: databaseUrl });
    const setting = { databaseUrl, standin, logFile: join(folder, "workers.log"), folder };
    const verdict = await raceAll(setting, { ...values, times: Number(values.times) });
    tell(verdict);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(verdict)}\n`);
    process.exitCode = isKept(verdict) ? 0 : 1;
  } finally {
    await standin.stop();
    await stopServer(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Setting = { databaseUrl: string; standin: Standin; logFile: string };
type Wish = { times: number; workers: string; seed: string };

async function raceAll(setting: Setting, { times, workers, seed }: Wish): Promise<Verdict> {
  const { databaseUrl, standin, logFile } = setting;
  const environment = sendingEnvironment(standin);
  const parsed = parseSettings(environment);
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  const opened = openContext({ settings: parsed.settings, databaseUrl, name: "races", poolSize: 12 });
  const { context } = opened;
  await publishedCourse(context.db, { publishedAt: new Date("2026-01-01") });
  await noteTransactions(context.db);
  await tellOfSteps(context.db);
  await beginDueMorning(context.db);
  const start = () => startWorker({ databaseUrl, environment, logFile });
  const running = await Promise.all(Array.from({ length: Number(workers) }, start));
  const steps = stepsOf();
  const listener = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await listener.listen(raceChannel, (step) => steps.hear(step));
  try {
    const leavers = await raceAllLeavers(context, { times, fraction: chanceOf(Number(seed)), steps });
    await awaitServed(context);
    return await judgeRaces(context.db, { leavers, accepted: standin.accepted() });
  } finally {
    await Promise.all(running.map((worker) => worker.stop()));
    await listener.end();
    await opened.close();
  }
}

/** As many at once as there are lanes: a lesson falls due, and at its moment, give or take a little, its reader goes. */
async function raceAllLeavers(context: Context, { times, fraction, steps }: Racing): Promise<Leaver[]> {
  const leavers: Leaver[] = [];
  while (leavers.length < times) {
    const count = Math.min(portion, times - leavers.length);
    const some = await addLeavers(context, { from: leavers.length, count });
    const waiting = [...some.entries()];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, leaver] = next;
        const moment = moments[index % moments.length] ?? "due";
        const came = moment === "due" ? Promise.resolve() : steps.await(`${moment} ${leaver.readerId}`);
        await letBeDue(context, leaver);
        await came;
        await wait(fraction() * mostLaterMs);
        await go(context, leaver, ways[Math.floor(fraction() * ways.length)] ?? "unsubscribe");
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    leavers.push(...some);
    if (leavers.length % 1_000 === 0) console.log(`${leavers.length} of ${times} have gone`);
  }
  return leavers;
}

type Racing = { times: number; fraction: () => number; steps: Steps };

/** When they go: half of them as soon as their lesson is planned, while workers are about to compose it. */
const moments = ["planned", "due", "planned", "begun"] as const;
const mostLaterMs = 15;

type Steps = { await(step: string): Promise<void>; hear(step: string): void };

/** Lets whoever waits for a step of a reader's lesson go on when PostgreSQL tells of it. */
function stepsOf(): Steps {
  const waiting = new Map<string, () => void>();
  return {
    await: (step) => new Promise((resolve) => waiting.set(step, resolve)),
    hear(step) {
      waiting.get(step)?.();
      waiting.delete(step);
    },
  };
}

async function awaitServed({ db }: Context): Promise<void> {
  const endAtMs = performance.now() + 120_000;
  for (;;) {
    const { calendarAt } = await readClocks(db);
    if ((await countUnserved(db, { now: calendarAt })) === 0) return;
    if (performance.now() > endAtMs) throw new Error("messages have stood still for too long");
    await wait(100);
  }
}

function tell(verdict: Verdict): void {
  const { races, late, unrecorded, begun, prevented, medianLeadMs, within50Ms } = verdict;
  console.table([verdict]);
  console.log(
    `Of ${races} readers who went at the moment at which their lesson was due, ${begun} had a first attempt begun and ${prevented} got nothing. ${late} first attempts began after the COMMIT; ${unrecorded} messages were not recorded. ${within50Ms} went within 50 ms after the attempt, at the median ${medianLeadMs} ms.`,
  );
}

await main();
