import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../bin/environment.ts";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { readClocks } from "../../db/clock.ts";
import { connect, type Database } from "../../db/connect.ts";
import { addDraft, type DraftFields } from "../../db/letters/drafts.ts";
import { prepareIssue } from "../../engine/letters/draw-issue.ts";
import { sendIssue } from "../../engine/letters/schedule-issue.ts";
import { createTypesetter } from "../../engine/letters/typesetter.ts";
import { testContext } from "../factories/context.ts";
import { addFollowers, aNewsletter } from "../factories/letter.ts";
import { openPublishedDatabase } from "../setup/published-database.ts";
import { type FaultRule, startStandin } from "../standin/start.ts";
import { crashLetters, type LetterCrashReport } from "./letters.ts";
import { isClean } from "./verdict.ts";

export type LettersRun = {
  readers: number;
  kills: number;
  seed: number;
  workers: number;
  faults: readonly FaultRule[];
  json: string | undefined;
};

/** Every request is under way for a moment, as with a provider that is near. */
const distance: FaultRule = { fault: "slow", delayMs: 150 };

const zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "UTC"];

/**
 * The coach's first letter to so many readers, by real workers that die again and again while it is planned, handed over
 * and settled. Exit status 1 when the provider's log shows anybody twice or not at all.
 */
export async function runLetters(run: LettersRun): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dayletter-crash-"));
  await buildProcesses();
  const published = await openPublishedDatabase();
  const standin = await startStandin({ folder, keepBodies: false, faults: [...run.faults, distance] });
  const { db, close } = connect({ url: published.url, poolSize: 3, name: "crash run" });
  try {
    const newsletterId = await aNewsletter(db);
    const due = await addFollowers(db, { newsletterId, count: run.readers, prefix: "letter-reader-", zones });
    console.log(`${due.length} readers follow.`);
    const issueId = await scheduled(db, { newsletterId, readers: due.length });
    const report = await crashLetters({
      db,
      databaseUrl: published.url,
      standin,
      issueId,
      due,
      killsOf: sharesOf(run.kills),
      workers: run.workers,
      seed: run.seed,
      logFile: join(folder, "workers.log"),
      say: console.log,
    });
    tell(report, due.length);
    if (run.json !== undefined) writeFileSync(run.json, `${JSON.stringify(report.verdict)}\n`);
    const { verdict } = report;
    const isGood = isClean(verdict) && verdict.astray === 0 && verdict.kills === run.kills;
    if (isGood) rmSync(folder, { recursive: true });
    else console.log(`The provider's log and the workers' own are in ${folder}.`);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await close();
    await standin.stop();
    await published.stop();
  }
}

/** A third each; what is left over goes to the hand-over. */
function sharesOf(kills: number) {
  const third = Math.floor(kills / 3);
  return { planning: third, "hand-over": kills - 2 * third, settling: third };
}

/** The letter that ships with the project, written, checked and sent as an author would. */
async function scheduled(db: Database, input: { newsletterId: number; readers: number }): Promise<number> {
  const { calendarAt: now } = await readClocks(db);
  const context = testContext({ db, now });
  const id = await addDraft(db, { newsletterId: input.newsletterId, slug: "first", fields: firstLetter(), now });
  const typesetter = createTypesetter({ root });
  const prepared = await prepareIssue(context, { id, typesetter });
  typesetter.close();
  if (prepared.kind !== "prepared")
    throw new Error(`the first letter is not fit to be sent: ${JSON.stringify(prepared)}`);
  const sent = await sendIssue(context, { issueId: id, audience: null, test: null, typedSize: input.readers });
  if (sent.kind !== "scheduled") throw new Error(`the letter was not scheduled: ${sent.kind}`);
  return id;
}

function firstLetter(): DraftFields {
  const file = readFileSync(join(root, "emails", "newsletter", "weekly", "first-letter.md"), "utf8");
  const [, head = "", markdown = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec(file) ?? [];
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, "m").exec(head)?.[1] ?? "";
  return { title: field("title"), subject: field("subject"), preheader: field("preheader"), markdown };
}

function tell({ verdict, askedAgain, kills, tookMs }: LetterCrashReport, readers: number): void {
  console.table(kills.map(({ afterMs, ...kill }) => ({ "after s": (afterMs / 1000).toFixed(1), ...kill })));
  console.table([{ ...verdict, askedAgain, readers, "took s": Math.round(tookMs / 1000) }]);
  console.log(
    `The letter went to ${readers} readers while every worker was killed ${verdict.kills} times: ${verdict.twice} got it twice, ${verdict.lost} not at all, ${verdict.astray} without being meant, ${verdict.stuck} are stuck, ${verdict.uncertain} uncertain.`,
  );
}
