import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProcesses } from "../../bin/supervisor/build-processes.ts";
import { tallyDeliveries } from "../../db/deliveries.ts";
import { isBalanced } from "../../engine/status.ts";
import { publishedCourse } from "../factories/course.ts";
import { addDueReaders, beginDueMorning } from "../factories/due-readers.ts";
import { sendingEnvironment } from "../factories/sending-environment.ts";
import { type MailServerStandin, startMailServer } from "../mailserver/mail-server.ts";
import { type TestDatabase, testDatabase } from "../setup/database.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";

let database: TestDatabase;
let server: MailServerStandin;
let folder: string;
let worker: WorkerProcess;
const connections = 3;
const killsAfter = [15, 35];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dayletter-smtp-"));
  [database, server] = await Promise.all([testDatabase(), startMailServer()]);
  await buildProcesses();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await beginDueMorning(database.db);
});
afterAll(async () => {
  await worker?.stop();
  await server?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

function anotherWorker(): Promise<WorkerProcess> {
  const { RESEND_API_KEY: _key, RESEND_BASE_URL: _url, ...environment } = sendingEnvironment({ key: "", url: "" });
  const SMTP_URL = `smtp://127.0.0.1:${server.port}?connections=${connections}`;
  const logFile = join(folder, "worker.log");
  return startWorker({ databaseUrl: database.url, environment: { ...environment, SMTP_URL }, logFile });
}

/** The dead hold their batches for a minute; ended at once, so that the test need not wait for it. */
async function endLeases(): Promise<void> {
  await database.db.execute(sql`update batch set lease_until = first_attempt_at where state = 'open'`);
}

const receivers = () => server.received.map(({ to }) => to);

async function addressesBy(state: string): Promise<string[]> {
  const rows = await database.db.execute<{ address: string }>(sql`
    select r.address from delivery d join reader r on r.id = d.reader_id where d.state = ${state} order by 1`);
  return rows.map(({ address }) => address);
}

test("a worker killed while it sends by SMTP leaves uncertain what may be out, and nothing else", async () => {
  const due = await addDueReaders(database.db, { count: 60, course: "test-course" });
  // Slow enough that a kill finds every session in the midst of a message.
  server.thinkMs = 20;
  worker = await anotherWorker();
  for (const count of killsAfter) {
    await expect.poll(() => server.received.length, { timeout: 60_000, interval: 2 }).toBeGreaterThan(count);
    await worker.kill();
    await endLeases();
    worker = await anotherWorker();
  }
  const open = async () => {
    const { queued, batched, planned } = await tallyDeliveries(database.db);
    return planned === 0 ? due.length : queued + batched;
  };
  await expect.poll(open, { timeout: 60_000, interval: 50 }).toBe(0);
  const [accepted, uncertain] = [await addressesBy("accepted"), await addressesBy("uncertain")];
  expect(new Set(receivers()).size).toBe(receivers().length);
  expect([...accepted, ...uncertain].sort()).toEqual([...due].sort());
  expect(receivers().filter((to) => !accepted.includes(to) && !uncertain.includes(to))).toEqual([]);
  expect(accepted.filter((to) => !receivers().includes(to))).toEqual([]);
  expect(uncertain.length).toBeGreaterThan(0);
  expect(uncertain.length).toBeLessThanOrEqual(killsAfter.length * connections);
  expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
}, 180_000);
