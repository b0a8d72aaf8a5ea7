import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { readClocks } from "../../db/clock.ts";
import { sendIssue } from "../../engine/letters/schedule-issue.ts";
import { testContext } from "../factories/context.ts";
import { publishedCourse } from "../factories/course.ts";
import { beginDueMorning } from "../factories/due-readers.ts";
import { addFollowers, aLetter, aNewsletter } from "../factories/letter.ts";
import { type TestDatabase, testDatabase } from "../setup/database.ts";
import { type Standin, startStandin } from "../standin/start.ts";
import { crashAndJudge } from "./crash.ts";
import { crashLetters } from "./letters.ts";

/** The short form of `npm run crash`: one worker, so that the leases of the dead can be ended instead of waited for. */
let database: TestDatabase;
let standin: Standin;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dayletter-crash-"));
  [database, standin] = await Promise.all([
    testDatabase(),
    startStandin({ folder, faults: [{ fault: "slow", delayMs: 300 }] }),
  ]);
  await buildProcesses();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await beginDueMorning(database.db);
});

afterAll(async () => {
  await standin?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a worker killed again and again while sending leaves nobody without their lesson and nobody with two", async () => {
  const { verdict, bite } = await crashAndJudge({
    db: database.db,
    databaseUrl: database.url,
    standin,
    course: "test-course",
    kills: 5,
    workers: 1,
    waveReaders: 800,
    seed: 7,
    hurry: true,
    logFile: join(folder, "workers.log"),
    say: () => {},
  });
  expect(verdict).toEqual({ kills: 5, twice: 0, lost: 0, stuck: 0, uncertain: 0 });
  // Otherwise the kills would have missed, and the rest would say nothing.
  expect(bite.askedAgain).toBeGreaterThan(0);
}, 120_000);

test("a letter whose workers die while it is planned, handed over and settled reaches everybody once", async () => {
  const { db } = database;
  const newsletterId = await aNewsletter(db);
  const due = await addFollowers(db, { newsletterId, count: 1_200, prefix: "crash" });
  const { id: issueId } = await aLetter(db, { newsletterId });
  const { calendarAt } = await readClocks(db);
  const context = testContext({ db, now: calendarAt });
  await sendIssue(context, { issueId, audience: null, test: null, typedSize: due.length });
  const { verdict, kills, askedAgain } = await crashLetters({
    db,
    databaseUrl: database.url,
    standin: { ...standin, accepted: () => standin.accepted().filter(({ to }) => to[0]?.startsWith("crash")) },
    issueId,
    due,
    killsOf: { planning: 1, "hand-over": 1, settling: 1 },
    workers: 1,
    seed: 7,
    logFile: join(folder, "letter-workers.log"),
    say: () => {},
  });
  expect(verdict).toEqual({ kills: 3, twice: 0, lost: 0, stuck: 0, uncertain: 0, astray: 0 });
  expect(kills.map(({ phase }) => phase)).toEqual(["planning", "hand-over", "settling"]);
  expect(askedAgain).toBeGreaterThan(0);
}, 120_000);
