import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findNextWork } from "../../db/work.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, workOff } from "../../tests/factories/reader.ts";
import { answer, noPace as pace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { noteProxy } from "../proxies.ts";
import { readToday } from "./today.ts";

let database: TestDatabase;
let context: TestContext;
const zone = "Europe/Berlin";

beforeAll(async () => {
  database = await testDatabase();
  const kinds = Array.from({ length: 5 }, () => "training" as const);
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), kinds });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});
afterAll(() => database.close());

test("says of an empty desk that there is nobody yet", async () => {
  const today = await readToday(context, { zone });
  expect(today).toMatchObject({ hasReaders: false, trouble: [], capacity: { kind: "unknown" }, newReaders: [] });
});

test("counts what went out today and yesterday, by kind, and what falls due when", async () => {
  await enrolled(context);
  await enrolled(context, { email: "omar@example.com", name: "Omar", sendTime: "21:30" });
  await workOff(context);
  // Day 1 of both, and a confirmation and a welcome of each.
  expect((await readToday(context, { zone })).today).toEqual({ lessons: 2, notices: 4, issues: 0 });

  const { ahead } = await readToday(context, { zone });
  const due = ahead.filter(({ lessons }) => lessons > 0).map(({ at, lessons }) => [at.toISOString(), lessons]);
  expect(due).toEqual([["2026-03-03T06:00:00.000Z", 1]]);
  expect(ahead).toHaveLength(24);

  await serveUntil(context, "2026-03-03T22:59:00Z");
  const { today, yesterday, capacity } = await readToday(context, { zone });
  expect([today.lessons, yesterday.lessons]).toEqual([2, 2]);
  expect(capacity).toEqual({ kind: "seen", perHour: 360 });
  // A minute later it is the next day in Berlin.
  context.clock.advance(60_000);
  expect((await readToday(context, { zone })).yesterday.lessons).toBe(2);
});

test("says what stops nothing and is worth mending", async () => {
  expect((await readToday(context, { zone })).concerns).toEqual([]);
  const settings = { ...context.settings, warnings: ["A setting cannot be read."] };
  expect((await readToday({ ...context, settings }, { zone })).concerns).toEqual(settings.warnings);

  await noteProxy(context, { address: "172.18.0.2" });
  const named = ["10.0.0.1"];
  const concernsWith = async (trustedProxies: string[]) =>
    (await readToday({ ...context, settings: { ...context.settings, trustedProxies } }, { zone })).concerns;
  expect(await concernsWith(named)).toEqual([expect.stringContaining("TRUSTED_PROXIES=10.0.0.1,172.18.0.2 ")]);
  expect(await concernsWith(["172.18.0.0/16"])).toEqual([]);
});

test("takes the provider's word for what it can do", async () => {
  context.mail.answers.push((request) => ({
    accepts: true,
    outcome: { kind: "accepted", ids: request.messages.map((_, at) => `told-${at}`), pace: { ...pace, limit: 2 } },
  }));
  await serveUntil(context, "2026-03-04T07:00:00Z");
  // Two requests of a hundred messages a second.
  expect((await readToday(context, { zone })).capacity).toEqual({ kind: "told", perHour: 720_000 });
});

test("names what waits, what went wrong and what is halted", async () => {
  const no = answer({ kind: "refused", name: "validation_error", message: "no", pace });
  context.mail.answers.push(no, no);
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? context.clock.calendarAt);
  await workOff(context);
  context.clock.advance(1_000);
  await workOff(context);
  await database.db.execute(sql`update sending set halted_at = '2026-03-05', halt_name = 'invalid_api_key',
    halt_message = 'no', halt_cure = 'Set it.', probe_at = '2026-03-05'`);
  const { waits, trouble, halt, underWay } = await readToday(context, { zone });
  expect(waits).toMatchObject({ refused: 1, completion: 0, reader: 0 });
  expect(trouble).toMatchObject([
    { state: "refused", reason: "validation_error", isStopped: true, of: "The test-course" },
  ]);
  expect(halt).toMatchObject({ name: "invalid_api_key", cure: "Set it." });
  expect(underWay).toMatchObject({ due: 0, handedOver: 0 });
});
