import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { noteWorker } from "../../../db/sending.ts";
import { type TestContext, testContext } from "../../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../../tests/setup/database.ts";
import { GET } from "./route.ts";

let database: TestDatabase;
let context: TestContext;
vi.mock("../../context.ts", () => ({ requestContext: async () => context }));

const now = new Date("2026-03-02T08:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("worker");
  context = testContext({ db: database.db, now });
});

async function health(): Promise<Record<string, unknown>> {
  const response = await GET();
  return { ...((await response.json()) as Record<string, unknown>), code: response.status };
}

test("is 200 while a worker is alive", async () => {
  await noteWorker(context.db, { id: "a worker", startedAt: now, seenAt: now });
  expect(await health()).toMatchObject({
    code: 200,
    status: "ok",
    database: "ok",
    halted: null,
    worker: { alive: true, lastTick: now.toISOString() },
  });
});

test("is 503 and says why when no worker has been heard of", async () => {
  const answer = await health();
  expect(answer).toMatchObject({ code: 503, status: "degraded", worker: { alive: false, lastTick: null } });
  expect(answer.problems).toHaveLength(1);
});

test("is 503 while the database is away, and tells nothing of its address", async () => {
  const gone = () => {
    throw new Error("connect ECONNREFUSED 10.1.2.3:5432");
  };
  context.clocks = { read: gone as never };
  const answer = await health();
  expect(answer).toMatchObject({ code: 503, status: "down", database: "unreachable" });
  expect(JSON.stringify(answer)).not.toContain("10.1.2.3");
});
