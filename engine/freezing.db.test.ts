import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnrolment } from "../db/enrolments.ts";
import { readReader } from "../db/readers.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { serveUntil } from "../tests/factories/passing-time.ts";
import { enrolled, lastTo, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { passageProgress, readPassage } from "./passage.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;

beforeAll(async () => {
  database = await testDatabase();
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  const kinds = Array.from({ length: 7 }, () => "training" as const);
  const facts = { freezes: { earnedEvery: 2, most: 1 } };
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01"), facts });
  address = await enrolled(context);
  await workOff(context);
});
afterAll(() => database.close());

async function did(day: number): Promise<void> {
  const mail = mailTo(context, address).find(({ subject }) => subject.startsWith(`Day ${day}`));
  if (!mail) throw new Error(`Day ${day} has not come`);
  await completeLesson(context, { token: tokenIn(mail, "lessons"), done: true });
}

async function progress() {
  const [reader, enrolment] = [await readReader(database.db, { id: 1 }), await readEnrolment(database.db, { id: 1 })];
  if (!reader || !enrolment) throw new Error("there is no reader");
  const { streak, freezes, minutes } = passageProgress(await readPassage(database.db, { ...reader, ...enrolment }));
  return { streak, freezes, minutes };
}

describe("a course that saves up freezes", () => {
  it("keeps the streak over a missed day, and says so in the next mail", async () => {
    await did(1);
    await serveUntil(context, "2026-03-03T12:00:00Z");
    await did(2);
    expect(await progress()).toEqual({ streak: 2, freezes: 1, minutes: 16 });
    await serveUntil(context, "2026-03-05T12:00:00Z");
    expect(lastTo(context, address).text).toContain("2 days in a row | 2 of 7 done | [done][done][kept][today]");
    expect(await progress()).toMatchObject({ freezes: 0 });
  });

  it("gives the freeze back when the day is done after all", async () => {
    await did(3);
    expect(await progress()).toEqual({ streak: 3, freezes: 1, minutes: 24 });
  });
});
