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
  [database, standin] = await Promise.all([testDatabase(), startStandin({ folder })]);
  await buildProcesses();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await beginDueMorning(database.db);
});

afterAll(async () => {
  await standin?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The moments at which most is at stake; the long form goes through all of them. */
const moments = [
  "composed, before the request",
  "accepted, before the answer",
  "settling, giving the next steps",
  "settled, the COMMIT not heard of",
  "queueing a notice",
];

test("a worker killed again and again leaves nobody without their mail and nobody with two", async () => {
  const { verdict, bite, done } = await crashAndJudge({
    db: database.db,
    databaseUrl: database.url,
    standin,
    course: "test-course",
    faults: [{ fault: "slow", delayMs: 50 }],
    kills: moments.length,
    only: moments,
    restarts: 0,
    lost: 1,
    restartDatabase: () => Promise.reject(new Error("other tests use this database server")),
    longestMs: 100_000,
    workers: 1,
    seed: 7,
    hurry: true,
    logFile: join(folder, "workers.log"),
    say: () => {},
  });
  expect(verdict).toEqual({ kills: moments.length, twice: 0, lost: 0, stuck: 0, uncertain: 0 });
  expect(done.flatMap(({ kind, point }) => (kind === "kill" ? [point] : [])).toSorted()).toEqual(moments.toSorted());
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
  // As if the provider were far away, so that a kill finds requests under way.
  await standin.command({ clear: true, faults: [{ fault: "slow", delayMs: 300 }] });
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
