import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { sentDays, serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { restart } from "./pause.ts";
import { plan } from "./plan.ts";

let database: TestDatabase;
let context: TestContext;
const slower = { readerId: 1, everyDays: { enrolmentId: 1, days: 2 as const } };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  const kinds = Array.from({ length: 10 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01") });
  await enrolled(context);
  await workOff(context);
});

const days = async () => (await sentDays(database.db, "Europe/Berlin")).map((one) => one.slice(8));

describe("a reader who wants every other day", () => {
  it("has a day off between lessons, from the day on which they say so", async () => {
    expect(await changeRhythm(context, slower)).toEqual({ kind: "changed" });
    await serveUntil(context, "2026-03-08T12:00:00Z");
    expect(await days()).toEqual(["02 lesson-1", "04 lesson-2", "06 lesson-3", "08 lesson-4"]);
    await changeRhythm(context, { ...slower, everyDays: { enrolmentId: 1, days: 1 } });
    await serveUntil(context, "2026-03-10T12:00:00Z");
    expect((await days()).slice(4)).toEqual(["09 lesson-5", "10 lesson-6"]);
  });

  it("and weekdays only has every other day of the week, and none on the weekend", async () => {
    await changeRhythm(context, { ...slower, weekdays: { enrolmentId: 1, mask: 0b0011111 } });
    await serveUntil(context, "2026-03-12T12:00:00Z");
    expect((await days()).map((day) => day.slice(0, 2))).toEqual(["02", "04", "06", "09", "11"]);
  });

  it("has one that was queued already put off to its day", async () => {
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    await changeRhythm(context, slower);
    await serveUntil(context, "2026-03-04T12:00:00Z");
    expect(await days()).toEqual(["02 lesson-1", "04 lesson-2"]);
  });

  it("keeps the pace when they begin again", async () => {
    await changeRhythm(context, slower);
    await restart(context, { readerId: 1, enrolmentId: 1 });
    await serveUntil(context, "2026-03-06T12:00:00Z");
    expect(await days()).toEqual(["02 lesson-1", "04 lesson-1", "06 lesson-2"]);
  });

  it("may want nothing but one or two, in a course of their own", async () => {
    const odd = { enrolmentId: 1, days: 3 as 2 };
    expect((await changeRhythm(context, { readerId: 1, everyDays: odd })).kind).toBe("invalid");
    const anothers = { enrolmentId: 7, days: 2 as const };
    expect(await changeRhythm(context, { readerId: 1, sendMinute: 0, everyDays: anothers })).toEqual({
      kind: "unknown",
    });
    await serveUntil(context, "2026-03-03T12:00:00Z");
    expect(await days()).toEqual(["02 lesson-1", "03 lesson-2"]);
  });
});
