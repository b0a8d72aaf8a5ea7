import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { isBalanced } from "../../engine/status.ts";
import { publishedCourse } from "../factories/course.ts";
import { beginDueMorning } from "../factories/due-readers.ts";
import { type MailServerStandin, startMailServer } from "../mailserver/mail-server.ts";
import { type TestDatabase, testDatabase } from "../setup/database.ts";
import { crashSmtp } from "./smtp.ts";

/** The short form of `npm run crash -- --smtp`. */
let database: TestDatabase;
let server: MailServerStandin;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dayletter-smtp-"));
  [database, server] = await Promise.all([testDatabase(), startMailServer()]);
  await buildProcesses();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await beginDueMorning(database.db);
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const moments = ["a message taken, before the answer", "noted, not heard of"];

test("workers killed while they send by SMTP leave uncertain what may be out, and nothing else", async () => {
  // Slow enough that a kill finds every session in the midst of a message.
  server.thinkMs = 20;
  const { verdict, kills } = await crashSmtp({
    ...{ db: database.db, databaseUrl: database.url, server, course: "test-course", kills: moments.length },
    ...{ only: moments, workers: 1, connections: 3, portion: 60, seed: 7, logFile: join(folder, "worker.log") },
    say: () => {},
  });
  expect(verdict).toMatchObject({ kills: moments.length, twice: 0, lost: 0, stuck: 0, uncovered: 0, groundless: 0 });
  // Otherwise the kills would have missed, and the rest would say nothing.
  expect(verdict.ambiguous).toBeGreaterThan(0);
  expect(verdict.uncertain).toBeLessThanOrEqual(kills.reduce((sum, { begun }) => sum + begun, 0));
  expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
}, 180_000);
