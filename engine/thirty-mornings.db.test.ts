import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { findNextWork } from "../db/work.ts";
import { localDay } from "../domain/calendar.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { readLesson } from "./lesson-page.ts";
import { readReader } from "./reader-page.ts";

let database: TestDatabase;
let context: TestContext;
const days: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  // 9 October in the evening, so that Berlin's clocks go back on the sixteenth of the thirty mornings.
  context = testContext({ db: database.db, now: new Date("2026-10-09T19:30:00Z") });
  const kinds = Array.from({ length: 30 }, (_, index) => (index % 7 === 6 ? "rest" : "training"));
  await publishedCourse(database.db, { kinds: kinds as ("rest" | "training")[], publishedAt: new Date("2026-01-01") });
  await enrolled(context);
  await workOff(context);
});
afterAll(() => database.close());

const lessonsSent = () => mailTo(context, "maria@example.com").filter(({ subject }) => subject.startsWith("Day"));

describe("thirty mornings of one reader in Berlin", () => {
  it("sends welcome and Day 1 at once, at half past nine in the evening", () => {
    const subjects = mailTo(context, "maria@example.com").map(({ subject }) => subject);
    expect(subjects).toEqual(["Notice: confirm", "Notice: welcome", "Day 1: lesson-1"]);
  });

  it("sends one lesson a local day, at seven, in order, each once, and then finishes", async () => {
    const first = lessonsSent()[0];
    if (!first) throw new Error("there is no Day 1");
    await completeLesson(context, { token: tokenIn(first, "lessons"), done: true });
    days.push(localDay(context.clock.calendarAt, "Europe/Berlin"));
    for (let morning = 2; morning <= 30; morning += 1) {
      const { planAt } = await findNextWork(context.db);
      if (!planAt) throw new Error(`nothing is due after day ${morning - 1}`);
      expect(planAt.toISOString()).toBe(nextDayAtSeven(days.at(-1)));
      context.clock.jumpTo(planAt);
      await workOff(context);
      days.push(localDay(planAt, "Europe/Berlin"));
      await workOff(context);
    }
    expect(lessonsSent().map(({ subject }) => subject)).toEqual(
      Array.from({ length: 30 }, (_, index) => `Day ${index + 1}: lesson-${index + 1}`),
    );
    expect(new Set(days).size).toBe(30);
  });

  it("fills the square of the day that was done in the next mail itself, and counts the streak", () => {
    expect(lessonsSent()[1]?.text).toContain("1 day so far | 1 of 30 done | [done][today]");
    expect(lessonsSent()[2]?.text).toContain("A fresh start today | 1 of 30 done | [done][open][today]");
  });

  it("writes the finished notice on the morning after, and then nothing ever again", async () => {
    const { planAt, deliverAt } = await findNextWork(context.db);
    expect([planAt, deliverAt?.toISOString()]).toEqual([null, "2026-11-08T06:00:00.000Z"]);
    context.clock.jumpTo(new Date("2026-11-08T06:00:00Z"));
    await workOff(context);
    context.clock.advance(40 * 86_400_000);
    await workOff(context);
    expect(mailTo(context, "maria@example.com").at(-1)?.subject).toBe("Notice: finished");
    expect(mailTo(context, "maria@example.com")).toHaveLength(33);
  });

  it("shows the finished course with one day done on the reader's page", async () => {
    const first = lessonsSent()[0];
    const lesson = first && (await readLesson(context, { token: tokenIn(first, "lessons") }));
    if (lesson?.kind !== "ok") throw new Error("the lesson's link is not known");
    const page = await readReader(context, { token: lesson.meToken });
    if (page.kind !== "ok") throw new Error("the reader's link is not known");
    expect(page.enrolments[0]).toMatchObject({ state: "finished", done: 1, next: { at: null } });
    expect(page.enrolments[0]?.days[0]?.mark).toBe("done");
  });

  it("accounts for everything that it planned", async () => {
    const { planned, accepted, ...others } = await tallyDeliveries(context.db);
    expect({ planned, accepted }).toEqual({ planned: 33, accepted: 33 });
    expect(Object.values(others).every((count) => count === 0)).toBe(true);
  });
});

/** Seven in Berlin is 05:00 UTC in summer time, which ends on 25 October, and 06:00 UTC after it. */
function nextDayAtSeven(day: string | undefined): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const name = next.toISOString().slice(0, 10);
  return `${name}T${name >= "2026-10-25" ? "06" : "05"}:00:00.000Z`;
}
