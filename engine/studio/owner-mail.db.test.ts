import { afterAll, beforeAll, expect, test } from "vitest";
import { findNextWork } from "../../db/work.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { enrolled, mailTo, workOff } from "../../tests/factories/reader.ts";
import { answer, noPace as pace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";

let database: TestDatabase;
let context: TestContext;
const owner = "owner@example.com";

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  const settings = { ownerEmail: owner };
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z"), settings });
});
afterAll(() => database.close());

test("the owner is written to once when sending halts, and once when it goes on", async () => {
  await enrolled(context);
  await workOff(context);
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? context.clock.calendarAt);
  const halt = answer({ kind: "halted", name: "daily_quota_exceeded", message: "used up", cure: "Wait.", pace });
  context.mail.answers.push(halt);
  await workOff(context);
  await workOff(context);
  const subjects = () => mailTo(context, owner).map(({ subject }) => subject);
  expect(subjects()).toEqual(["Sending has halted at Dayletter"]);
  expect(mailTo(context, owner)[0]?.text).toContain("Wait.");

  context.clock.advance(5 * 60_000);
  await workOff(context);
  await workOff(context);
  expect(subjects()).toEqual(["Sending has halted at Dayletter", "Sending goes on at Dayletter"]);
});

test("where no mail can leave, sending goes on as if nobody had been told", async () => {
  context.clock.advance(24 * 3_600_000);
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? context.clock.calendarAt);
  const halt = answer({ kind: "halted", name: "invalid_api_key", message: "no", cure: "Set it.", pace });
  context.mail.answers.push(halt, halt);
  await workOff(context);
  context.clock.advance(5 * 60_000);
  await workOff(context);
  expect(mailTo(context, "maria@example.com").at(-1)?.subject).toContain("Day 3");
});
