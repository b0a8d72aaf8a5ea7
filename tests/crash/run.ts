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
import { isClean } from "./verdict.ts";

/**
 * `npm run crash -- --kills N [--seed S] [--workers W] [--faults] [--json FILE]`: kills workers with kill -9 while they
 * send the real first lesson, waits until all is over, and holds the provider's log against who was due. Exit status 1
 * when anything was sent twice, lost, left standing or given up. The seed decides the moments as far as a machine lets
 * moments be repeated.
 *
 * With `--letters N` it is a newsletter's issue to N readers instead, see letters-run.ts.
 */
const options = {
  kills: { type: "string", default: "20" },
  seed: { type: "string", default: "1" },
  workers: { type: "string", default: "2" },
  faults: { type: "boolean", default: false },
  letters: { type: "string" },
  json: { type: "string" },
} as const;

/** Every request is under way for a while, as with a provider far away, so that kills find some. */
const distance: FaultRule = { fault: "slow", delayMs: 400 };

const trouble: readonly FaultRule[] = [
  { fault: "accept_then_cut", probability: 0.05, seed: 1 },
  { fault: "accept_then_500", probability: 0.03, seed: 2 },
  { fault: "accept_then_half_answer", probability: 0.03, seed: 3 },
  { fault: "accept_then_hang", count: 2, skip: 20 },
  { fault: "cut", probability: 0.03, seed: 4 },
  { fault: "html_502", probability: 0.03, seed: 5 },
  { fault: "rate_limit", probability: 0.03, seed: 6 },
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.letters !== undefined) return sendLetters(values.letters, values);
  const folder = mkdtempSync(join(tmpdir(), "dayletter-crash-"));
  await buildProcesses();
  const published = await openPublishedDatabase();
  const standin = await startStandin({ folder, faults: [...(values.faults ? trouble : []), distance] });
  const { db, close } = connect({ url: published.url, poolSize: 2, name: "crash run" });
  try {
    await beginDueMorning(db);
    const report = await crashAndJudge({
      db,
      databaseUrl: published.url,
      standin,
      course: "runner-core",
      kills: Number(values.kills),
      workers: Number(values.workers),
      waveReaders: 2_000,
      seed: Number(values.seed),
      hurry: false,
      logFile: join(folder, "workers.log"),
      say: console.log,
    });
    tell(report);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report.verdict)}\n`);
    const isGood = isClean(report.verdict) && report.verdict.kills === Number(values.kills);
    if (isGood) rmSync(folder, { recursive: true });
    else console.log(`The provider's log and the workers' own are in ${folder}.`);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await close();
    await standin.stop();
    await published.stop();
  }
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

function tell({ verdict, bite, readers, kills, tookMs }: CrashReport): void {
  console.table(kills.map(({ afterMs, ...kill }) => ({ "after s": (afterMs / 1000).toFixed(1), ...kill })));
  console.table([{ ...verdict, ...bite, readers, "took s": Math.round(tookMs / 1000) }]);
  console.log(
    `${verdict.kills} workers were killed while ${readers} readers were due: ${verdict.twice} got the lesson twice, ${verdict.lost} not at all, ${verdict.stuck} are stuck, ${verdict.uncertain} uncertain. ${bite.takenOver} batches were taken over or repeated; ${bite.askedAgain} of those requests the provider had accepted before.`,
  );
}

await main();
