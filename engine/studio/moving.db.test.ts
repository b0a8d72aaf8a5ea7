import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readEnrolment } from "../../db/enrolments.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { type CourseInput, publishedCourse, publishedLesson } from "../../tests/factories/course.ts";
import { sentDays, serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, lastTo, tokenIn, workOff } from "../../tests/factories/reader.ts";
import { acceptThenCut } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { changeRhythm } from "../change-rhythm.ts";
import { completeLesson } from "../complete-lesson.ts";
import { readLesson } from "../lesson-page.ts";
import { pause, resume } from "../pause.ts";
import { plan } from "../plan.ts";
import { readReader } from "../reader-page.ts";
import { tick } from "../tick.ts";
import { linkToken } from "../token.ts";
import { moveReader } from "./move-reader.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
let lessonIds: number[];
const zone = "Europe/Berlin";
const who = { readerId: 1, enrolmentId: 1 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

/** A reader in Berlin who had Day 1 on Monday, 2 March, and Day 2 on Tuesday at seven; it is Tuesday noon. */
async function underway(course: Partial<CourseInput> = {}): Promise<void> {
  const kinds = Array.from({ length: 8 }, () => "training" as const);
  ({ lessonIds } = await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01"), ...course }));
  address = await enrolled(context);
  await serveUntil(context, "2026-03-03T11:00:00Z");
}

const to = (day: number, enrolmentId = 1) => ({ ...who, enrolmentId, lessonId: lessonIds[day - 1] ?? 0 });
const meToken = () => linkToken(context, { deliveryId: 1, purpose: "me" });
const sent = () => sentDays(database.db, zone);

it("moves on to a later lesson, which comes with the next morning and never as a second one today", async () => {
  await underway();
  expect(await moveReader(context, to(6))).toEqual({ kind: "moved", how: "on", enrolmentId: 1, passed: 3 });
  expect(await readEnrolment(database.db, { id: 1 })).toMatchObject({ reachedLessonId: lessonIds[4] });
  await serveUntil(context, "2026-03-03T22:00:00Z");
  expect(await sent()).toHaveLength(2);
  await serveUntil(context, "2026-03-30T12:00:00Z");
  expect((await sent()).slice(2)).toEqual(["2026-03-04 lesson-6", "2026-03-05 lesson-7", "2026-03-06 lesson-8"]);
  expect(await readEnrolment(database.db, { id: 1 })).toMatchObject({ state: "finished" });
});

it("sends what had been passed over when the author moves the reader back to it", async () => {
  await underway();
  await moveReader(context, to(7));
  await serveUntil(context, "2026-03-04T12:00:00Z");
  expect(await moveReader(context, to(5))).toEqual({ kind: "moved", how: "again", enrolmentId: 1, passed: 2 });
  await serveUntil(context, "2026-03-30T12:00:00Z");
  expect((await sent()).map((one) => one.slice(11))).toEqual([1, 2, 7, 5, 6, 8].map((day) => `lesson-${day}`));
});

it("begins a new round where the author moves a reader back to what was sent, and keeps what was done before", async () => {
  await underway();
  await completeLesson(context, { token: tokenIn(lastTo(context, address), "lessons"), done: true });
  await serveUntil(context, "2026-03-04T12:00:00Z");
  expect(await moveReader(context, to(3))).toEqual({ kind: "moved", how: "back", enrolmentId: 2, passed: 2 });
  await serveUntil(context, "2026-03-05T12:00:00Z");
  expect((await sent()).slice(2)).toEqual(["2026-03-04 lesson-3", "2026-03-05 lesson-3"]);
  const page = await readReader(context, { token: meToken() });
  expect(page.kind === "ok" && page.enrolments.map(({ days }) => days.slice(0, 4).map(({ mark }) => mark))).toEqual([
    ["missed", "done", "today", "coming"],
  ]);
});

it("keeps what was passed over behind the reader, also when a lesson is put in there", async () => {
  await underway();
  await moveReader(context, to(6));
  context.clock.advance(3_600_000);
  await publishedLesson(database.db, { courseId: 1, position: 4, key: "new", publishedAt: context.clock.calendarAt });
  await serveUntil(context, "2026-03-30T12:00:00Z");
  expect((await sent()).some((one) => one.endsWith("new"))).toBe(false);
});

it("leaves a lesson that is passed over open on the web", async () => {
  await underway();
  await moveReader(context, to(6));
  const opened = await readLesson(context, { meToken: meToken(), courseSlug: "test-course", lessonKey: "lesson-4" });
  expect(opened).toMatchObject({ kind: "ok", day: 4, completed: false });
  const ahead = await readLesson(context, { meToken: meToken(), courseSlug: "test-course", lessonKey: "lesson-7" });
  expect(ahead).toEqual({ kind: "unknown" });
});

it("takes back a queued lesson that is not the next one any more", async () => {
  await underway();
  await serveUntil(context, "2026-03-04T05:59:59Z");
  context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
  await plan(context);
  await moveReader(context, to(5));
  await serveUntil(context, "2026-03-05T12:00:00Z");
  expect((await sent()).slice(2)).toEqual(["2026-03-04 lesson-5", "2026-03-05 lesson-6"]);
});

it("lets a message that is under way arrive once, and goes on at the target the day after", async () => {
  await underway();
  context.mail.answers.push(acceptThenCut);
  await serveUntil(context, "2026-03-04T05:59:59Z");
  context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
  await tick(context, { isOver: () => false });
  await moveReader(context, to(6));
  context.clock.advance(600_000);
  await workOff(context);
  await serveUntil(context, "2026-03-05T12:00:00Z");
  expect((await sent()).slice(2)).toEqual(["2026-03-04 lesson-3", "2026-03-05 lesson-6"]);
});

it("lets a paused reader rest on, and brings the target when they come back", async () => {
  await underway();
  await pause(context, who);
  await moveReader(context, to(7));
  await serveUntil(context, "2026-03-10T12:00:00Z");
  expect(await sent()).toHaveLength(2);
  await resume(context, who);
  await serveUntil(context, "2026-03-11T12:00:00Z");
  expect((await sent()).slice(2).map((one) => one.slice(11))).toEqual(["lesson-7", "lesson-8"]);
});

it("holds nobody back by a gate that lies behind them", async () => {
  await underway({ facts: { gate: "completion" } });
  await serveUntil(context, "2026-03-05T12:00:00Z");
  expect(await sent()).toHaveLength(1);
  await moveReader(context, to(4));
  await serveUntil(context, "2026-03-06T12:00:00Z");
  expect((await sent()).slice(1)).toEqual([expect.stringContaining("lesson-4")]);
});

it("sends one who was begun further on nothing at once when the hour is changed", async () => {
  await underway();
  await moveReader(context, to(3)).then((answer) => expect(answer.kind).toBe("refused"));
  await serveUntil(context, "2026-03-04T12:00:00Z");
  await moveReader(context, to(2));
  await changeRhythm(context, { readerId: 1, sendMinute: 14 * 60 });
  await serveUntil(context, "2026-03-04T20:00:00Z");
  expect((await sent()).filter((one) => one.startsWith("2026-03-04"))).toHaveLength(1);
});

it("says why it moves nobody: unconfirmed, left, walking together, or there already", async () => {
  const gone = await database.db.transaction(async () => moveReader(context, { ...who, lessonId: 1 }));
  expect(gone).toEqual({ kind: "unknown" });
  await underway({ facts: { start: { cohortDay: "2026-03-02" }, catchUp: "skip to today" } });
  expect(await moveReader(context, to(5))).toMatchObject({
    kind: "refused",
    words: expect.stringContaining("walks together"),
  });
});
