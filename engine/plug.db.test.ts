import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countPlugLetters } from "../db/plug.ts";
import { type TestContext, testContext, testSettings } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { openContext } from "./context.ts";
import { listMail } from "./mailbox.ts";
import { abandonPlug, beginPlug, readPlug, watchPlug } from "./plug.ts";
import { tick } from "./tick.ts";

let database: TestDatabase;
let opened: ReturnType<typeof openContext>;

beforeAll(async () => {
  database = await testDatabase();
  opened = openContext({ settings: testSettings(), databaseUrl: database.url, name: "plug test", poolSize: 6 });
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(async () => {
  await opened?.close();
  await database?.close();
});

/** A run with a worker that lives through it: what a kill does is for the crash run and the browser to show. */
async function pull(readers: number) {
  const { context } = opened;
  const begun = await beginPlug(context, { readers });
  if (begun.kind !== "begun") throw new Error(`no run began: ${begun.kind}`);
  let pulled = 0;
  const pullIt = () => {
    pulled += 1;
  };
  const watching = watchPlug(context, { run: begun.run, pull: pullIt });
  expect(await beginPlug(context, { readers })).toEqual({ kind: "under way" });
  await tick(context, { isOver: () => false });
  await watching;
  return { run: begun.run, pulled };
}

async function rowsLeft() {
  const [row] = await database.db.execute(sql`select (select count(*)::int from reader) as readers,
    (select count(*)::int from enrolment) as runs, (select count(*)::int from delivery) as deliveries,
    (select coalesce(sum(planned), 0)::int from planning) as planned`);
  return row;
}

test("pulling the plug kills once in mid-send, counts the letters, and leaves nothing of its readers", async () => {
  const { pulled } = await pull(150);
  expect(pulled).toBe(1);
  const stand = await readPlug(opened.context);
  expect(stand).toMatchObject({ phase: "over", readers: 150, received: 150, twice: 0, inDeadHands: 0 });
  expect(stand?.receivedAtKill).toBeGreaterThanOrEqual(30);
  expect(await rowsLeft()).toEqual({ readers: 0, runs: 0, deliveries: 0, planned: 0 });
});

test("its letters stay to be looked at and are out of the way, and the next run begins without them", async () => {
  const { context } = opened;
  expect(await listMail(context, { limit: 10 })).toEqual({ mail: [], count: 0 });
  const first = await readPlug(context);
  expect((await listMail(context, { to: `pulled-${first?.run}-0001@demo.example`, limit: 10 })).count).toBe(1);
  const { run } = await pull(30);
  expect(run.id).not.toBe(first?.run);
  expect(await countPlugLetters(context.db)).toEqual({ received: 30, twice: 0 });
});

test("a run whose watcher died with its site leaves nobody behind when the site starts again", async () => {
  const { context } = opened;
  const begun = await beginPlug(context, { readers: 20 });
  await abandonPlug(context);
  expect(await rowsLeft()).toEqual({ readers: 0, runs: 0, deliveries: 0, planned: 0 });
  expect(await readPlug(context)).toMatchObject({ phase: "abandoned", received: 0 });
  expect(begun.kind === "begun" && (await pull(30)).run.id).not.toBe(begun.kind === "begun" && begun.run.id);
});

test("taking its readers away and a worker that settles for one of them never wait for each other", async () => {
  const { context } = opened;
  await beginPlug(context, { readers: 3 });
  const cleared = await database.db.transaction(async (tx) => {
    await tx.execute(sql`select id from enrolment order by id for no key update`);
    const clearing = abandonPlug(context);
    await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
    // What a row for their next message asks of the reader it points to.
    await tx.execute(sql`select id from reader order by id for key share`);
    return { clearing };
  });
  await cleared.clearing;
  expect(await rowsLeft()).toMatchObject({ readers: 0, runs: 0 });
});

async function isWaiting(): Promise<boolean> {
  const waiting = await database.db.execute(sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return waiting.length > 0;
}

test("the course is one whose first lesson goes out at once, and without one it says why there is nothing to see", async () => {
  const { context } = opened;
  const { db } = database;
  await publishedCourse(db, {
    slug: "a-monday-course",
    facts: { start: "next Monday", order: -1 },
    publishedAt: new Date("2026-01-01"),
  });
  await pull(10);
  await db.execute(sql`update course set retired_at = '2026-01-01' where slug = 'test-course'`);
  const refused = await beginPlug(context, { readers: 10 });
  await db.execute(sql`update course set retired_at = null where slug = 'test-course'`);
  expect(refused).toEqual({ kind: "refused", message: expect.stringContaining("first lesson at once") });
});

test("where mail really leaves, there is no plug to pull", async () => {
  const settings = {
    ...testSettings(),
    mail: { kind: "resend", apiKey: "re_x", baseUrl: "http://127.0.0.1:1", webhookSecrets: [] } as const,
  };
  const context: TestContext = testContext({ db: database.db, now: new Date("2026-01-01"), settings });
  expect(await beginPlug(context, { readers: 10 })).toMatchObject({ kind: "refused" });
});
