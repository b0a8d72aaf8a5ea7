import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnrolment } from "../db/enrolments.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeRhythm } from "./change-rhythm.ts";
import { foresee } from "./foresee.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await enrolled(context);
  await workOff(context);
});
afterAll(() => database.close());

test("what a change would bring is told by the change itself, and nothing is changed", async () => {
  const before = await readAllRows(database);
  const next = await foresee(context, async (trial) => {
    await changeRhythm(trial, { readerId: 1, sendMinute: 20 * 60 });
    return (await readEnrolment(trial.db, { id: 1 }))?.nextSendAt?.toISOString();
  });
  expect(next).toBe("2026-03-03T19:00:00.000Z");
  expect(await readAllRows(database)).toEqual(before);
});

test("a fault in a trial comes out as it is", async () => {
  const fault = new Error("no");
  await expect(foresee(context, () => Promise.reject(fault))).rejects.toBe(fault);
});
