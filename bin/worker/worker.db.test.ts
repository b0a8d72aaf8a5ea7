import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connection, connect } from "../../db/connect.ts";
import { countAll, lastWorkerSeen } from "../../db/status.ts";
import { workChannel } from "../../db/wake.ts";
import type { Context } from "../../engine/context.ts";
import { signUp } from "../../engine/signup.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { signupForm } from "../../tests/factories/reader.ts";
import { noPace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { Worker } from "./worker.ts";

const now = new Date("2026-03-02T08:00:00Z");

let database: TestDatabase;
let connection: Connection;
let context: TestContext;
let ended: Promise<void>;
let worker: Worker;

beforeEach(async () => {
  database = await testDatabase();
  connection = connect({ url: database.url, poolSize: 2, name: "worker" });
  context = testContext({ db: database.db, now });
  await publishedCourse(database.db, { publishedAt: now });
});

afterEach(async () => {
  worker.stop();
  await ended;
  await connection.close();
  await database.close();
});

function start(change: Partial<Context> = {}): void {
  worker = new Worker({ context: { ...context, ...change }, id: "test" });
  ended = worker.run();
}

test("a signup is answered at once, though the worker was resting", async () => {
  start();
  await connection.listen(workChannel, worker.wake, worker.wake);
  await expect.poll(() => lastWorkerSeen(database.db), { timeout: 5_000 }).not.toBeNull();
  await signUp(context, signupForm());
  // The rest would have been twenty seconds.
  await expect.poll(() => context.mail.sent.length, { timeout: 10_000 }).toBe(1);
});

test("a worker that is told to stop begins no further message and does not rest to the end first", async () => {
  let isWindingDown = false;
  context.mail.windDown = () => {
    isWindingDown = true;
  };
  start();
  await expect.poll(() => lastWorkerSeen(database.db), { timeout: 5_000 }).not.toBeNull();
  worker.stop();
  expect(isWindingDown).toBe(true);
  await ended;
});

test("a worker that is told to stop does not wait for a provider that is silent, and its batch can be repeated", async () => {
  const cut = Promise.withResolvers<void>();
  context.mail.handOver = async () => {
    await cut.promise;
    return { kind: "unknown", name: "timed_out", message: "cut off", pace: noPace };
  };
  context.mail.close = async () => cut.resolve();
  await signUp(context, signupForm());
  start();
  await expect.poll(async () => (await countAll(database.db, { now })).openBatches, { timeout: 10_000 }).toBe(1);
  await worker.drain({ running: ended, limitMs: 0 });
  expect((await countAll(database.db, { now })).frozenBatches).toBe(1);
});

test("a worker whose database was away goes on when it is back", async () => {
  let failures = 3;
  const clocks: Context["clocks"] = {
    read(db) {
      if (failures-- > 0) throw new Error("the database is away");
      return context.clocks.read(db);
    },
  };
  await signUp(context, signupForm());
  start({ clocks, randomness: { ...context.randomness, fraction: () => 0 } });
  await expect.poll(() => context.mail.sent.length, { timeout: 10_000 }).toBe(1);
});
