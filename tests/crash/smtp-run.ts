import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { connect } from "../../db/connect.ts";
import { beginDueMorning } from "../factories/due-readers.ts";
import { startMailServer } from "../mailserver/mail-server.ts";
import { openPublishedDatabase } from "../setup/published-database.ts";
import { chanceOf } from "./chance.ts";
import { crashSmtp, type SmtpCrashReport, smtpMoments } from "./smtp.ts";
import { isSmtpClean } from "./smtp-verdict.ts";

export type SmtpRun = { kills: number; seed: number; workers: number; faults: boolean; json: string | undefined };

/** Of a hundred messages with `faults`, so many each are taken and their line is cut, and cut and not taken. */
const cutShare = 0.02;

/**
 * The real first lesson by SMTP, to a server that keeps its own record, by real workers that die again and again. Exit
 * status 1 when that record and our rows do not agree, or a message is uncertain without a reason.
 */
export async function runSmtp(run: SmtpRun): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dayletter-crash-"));
  await buildProcesses();
  const [published, server] = await Promise.all([openPublishedDatabase(), startMailServer()]);
  const { db, close } = connect({ url: published.url, poolSize: 3, name: "crash run" });
  const mood = chanceOf(run.seed + 1);
  server.thinkMs = 20;
  if (run.faults) {
    server.onMessage = () => {
      const drawn = mood();
      if (drawn < cutShare) return "accept then cut";
      return drawn < 2 * cutShare ? "cut" : null;
    };
  }
  try {
    await beginDueMorning(db);
    const report = await crashSmtp({
      ...{ db, databaseUrl: published.url, server, course: "runner-core", kills: run.kills, workers: run.workers },
      ...{ connections: 3, portion: 600, seed: run.seed, logFile: join(folder, "workers.log"), say: console.log },
    });
    tell(report);
    if (run.json !== undefined) writeFileSync(run.json, `${JSON.stringify(report.verdict)}\n`);
    const isGood = isSmtpClean(report.verdict) && report.verdict.kills === run.kills;
    if (isGood) rmSync(folder, { recursive: true });
    else console.log(`The workers' log is in ${folder}.`);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await close();
    await server.stop();
    await published.stop();
  }
}

function tell({ verdict, kills, messages, tookMs }: SmtpCrashReport): void {
  const timesAt = (name: string) => kills.filter(({ moment }) => moment === name);
  console.table(
    smtpMoments.map(({ name }) => ({
      "killed with kill -9": name,
      times: timesAt(name).length,
      "in the midst of being sent": timesAt(name).reduce((sum, { begun }) => sum + begun, 0),
    })),
  );
  console.table([{ ...verdict, messages, "took s": Math.round(tookMs / 1000) }]);
  console.log(
    `All workers were killed ${verdict.kills} times while ${messages} messages went out by SMTP: ${verdict.twice} readers got theirs twice, ${verdict.lost} not at all, ${verdict.stuck} are stuck. ${verdict.uncertain} are uncertain: the ${verdict.ambiguous} whose sender the server could not tell what became of them, and ${verdict.extra} that were noted to begin and never to end. ${verdict.uncovered} that the server had are not known of, and ${verdict.groundless} are uncertain without a reason.`,
  );
}
