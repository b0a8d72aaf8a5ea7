import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { connect } from "../../db/connect.ts";
import { beginDueMorning } from "../factories/due-readers.ts";
import { openPublishedDatabase } from "../setup/published-database.ts";
import { type FaultRule, startStandin } from "../standin/start.ts";
import { type CrashReport, crashAndJudge } from "./crash.ts";
import { runLetters } from "./letters-run.ts";
import { runSmtp } from "./smtp-run.ts";
import { tell } from "./told.ts";
import { isClean } from "./verdict.ts";

/**
 * `npm run crash -- --kills N [--restarts N] [--lost N] [--seed S] [--workers W] [--faults] [--minutes M] [--json FILE]`:
 * while workers send the real first lesson, nudges and letters, kills them with kill -9 at named moments and at random,
 * restarts the database, loses acknowledgements; waits until all is over, and holds the provider's log against who was due. Exit
 * status 1 when anything was sent twice, lost, left standing or given up, or was not sent again in time.
 *
 * With `--letters N` it is a newsletter's issue to N readers instead, see letters-run.ts; with `--smtp` mail goes by SMTP,
 * and all workers are killed at once, see smtp-run.ts.
 */
const options = {
  kills: { type: "string", default: "20" },
  seed: { type: "string", default: "1" },
  /** A tenth of the kills each, if not said. */
  restarts: { type: "string" },
  lost: { type: "string" },
  workers: { type: "string", default: "3" },
  faults: { type: "boolean", default: false },
  letters: { type: "string" },
  smtp: { type: "boolean", default: false },
  /** On a slow machine: nothing further is begun after so many minutes, and the run falls short of its number. */
  minutes: { type: "string", default: "120" },
  json: { type: "string" },
} as const;

/** Every request is under way for a while, as with a provider far away, so that kills find some. */
const distance: FaultRule = { fault: "slow", delayMs: 200 };

const trouble: readonly FaultRule[] = [
  { fault: "accept_then_cut", probability: 0.05, seed: 1 },
  { fault: "accept_then_500", probability: 0.03, seed: 2 },
  { fault: "accept_then_half_answer", probability: 0.03, seed: 3 },
  { fault: "accept_then_hang", count: 2, skip: 20 },
  { fault: "cut", probability: 0.03, seed: 4 },
  { fault: "html_502", probability: 0.03, seed: 5 },
  { fault: "rate_limit", probability: 0.03, seed: 6 },
];

/** What a run must reach besides, in milliseconds. */
const againLimitMs = 10_000;
const takenOverLimitMs = 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.letters !== undefined) return sendLetters(values.letters, values);
  if (values.smtp) return sendBySmtp(values);
  const folder = mkdtempSync(join(tmpdir(), "dayletter-crash-"));
  await buildProcesses();
  const published = await openPublishedDatabase();
  const standin = await startStandin({ folder, keepBodies: false });
  const open = () => connect({ url: published.url, poolSize: 2, name: "crash run" });
  let own = open();
  const kills = Number(values.kills);
  const tenth = Math.ceil(kills / 10);
  try {
    await beginDueMorning(own.db);
    const report = await crashAndJudge({
      get db() {
        return own.db;
      },
      databaseUrl: published.url,
      standin,
      faults: [...(values.faults ? trouble : []), distance],
      course: "runner-core",
      kills,
      restarts: Number(values.restarts ?? tenth),
      lost: Number(values.lost ?? tenth),
      async restartDatabase() {
        // A pool of ours that lives through it could be left with a connection that never answers.
        await own.close();
        await published.crash();
        own = open();
      },
      longestMs: Number(values.minutes) * 60_000,
      workers: Number(values.workers),
      seed: Number(values.seed),
      hurry: false,
      logFile: join(folder, "workers.log"),
      say: console.log,
    });
    tell(report);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report.verdict)}\n`);
    const isGood = isClean(report.verdict) && report.verdict.kills === kills && isInTime(report);
    if (isGood) rmSync(folder, { recursive: true });
    else console.log(`The provider's log and the workers' own are in ${folder}.`);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await own.close();
    await standin.stop();
    await published.stop();
  }
}

function isInTime({ done, takenOverMs }: CrashReport): boolean {
  const again = done.flatMap(({ againMs }) => againMs ?? []);
  const late = takenOverMs.filter((ms) => ms > takenOverLimitMs).length;
  return again.every((ms) => ms <= againLimitMs) && late <= takenOverMs.length / 100;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

function sendLetters(readers: string, { kills, seed, workers, faults, json }: Values): Promise<void> {
  return runLetters({
    readers: Number(readers),
    kills: Number(kills),
    seed: Number(seed),
    workers: Number(workers),
    faults: faults ? trouble : [],
    json,
  });
}

function sendBySmtp({ kills, seed, workers, faults, json, ...others }: Values): Promise<void> {
  const { restarts, lost } = others;
  if (restarts !== undefined || lost !== undefined) throw new Error("by SMTP only workers are killed");
  return runSmtp({ kills: Number(kills), seed: Number(seed), workers: Number(workers), faults, json });
}

await main();
