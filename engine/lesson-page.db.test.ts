import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readEnrolment } from "../db/enrolments.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { readLesson } from "./lesson-page.ts";
import { openNextNow } from "./next-now.ts";
import { queueNotice } from "./notices.ts";
import { signUp } from "./signup.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const dayMs = 86_400_000;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  address = await enrolled(context);
  await workOff(context);
});

describe("how a lesson felt", () => {
  it("is kept with the tap, may be changed, and a later tap without a word keeps it", async () => {
    const token = newestLesson();
    await completeLesson(context, { token, done: true, felt: "hard" });
    expect(await page(token)).toMatchObject({ completed: true, felt: "hard" });
    await completeLesson(context, { token, done: true, felt: "right" });
    await completeLesson(context, { token, done: true });
    expect(await page(token)).toMatchObject({ completed: true, felt: "right" });
  });

  it("is asked for but need not be said", async () => {
    const token = newestLesson();
    await completeLesson(context, { token, done: true });
    expect(await page(token)).toMatchObject({ completed: true, felt: null });
  });

  it("is taken back together with the tap", async () => {
    const token = newestLesson();
    await completeLesson(context, { token, done: true, felt: "easy" });
    await completeLesson(context, { token, done: false });
    expect(await page(token)).toMatchObject({ completed: false, felt: null });
    await completeLesson(context, { token, done: true });
    expect(await page(token)).toMatchObject({ completed: true, felt: null });
  });
});

describe("after a lesson", () => {
  it("the page says when the next one comes, on the reader's clock", async () => {
    expect((await page(newestLesson())).next).toBe(
      "Day 2: lesson-2 comes on Tuesday, March 3, at 7:00 AM, Berlin time.",
    );
  });

  it("the page leads on to the next lesson once that has come", async () => {
    const first = newestLesson();
    expect((await page(first)).following).toBeNull();
    await nextMorning();
    const { following } = await page(first);
    expect(following).toMatchObject({ day: 2, title: "lesson-2" });
    expect(await page(following?.token ?? "")).toMatchObject({ day: 2, following: null });
  });
});

describe("the link of a nudge", () => {
  it("opens the newest lesson that was had, and what is done there is done to that lesson", async () => {
    await nextMorning();
    const token = await nudge();
    expect(await page(token)).toMatchObject({
      day: 2,
      title: "lesson-2",
      completed: false,
      lessonToken: newestLesson(),
    });
    const done = await completeLesson(context, { token, done: true, felt: "easy" });
    expect(done).toEqual({ kind: "ok", completed: true, isNew: true, lessonToken: newestLesson() });
    expect(await page(newestLesson())).toMatchObject({ completed: true, felt: "easy" });
  });

  it("opens nothing while no lesson was had", async () => {
    await signUp(context, signupForm({ email: "waiting@example.com" }));
    await workOff(context);
    const token = tokenIn(lastTo(context, "waiting@example.com"), "lessons");
    expect(await readLesson(context, { token })).toEqual({ kind: "unknown" });
    expect(await completeLesson(context, { token, done: true })).toEqual({ kind: "unknown" });
  });
});

describe("a lesson that was opened before its mail", () => {
  it("is read, done with a word and undone under its name, and under no other", async () => {
    const opened = await openNextNow(context, { readerId: 1, enrolmentId: 1 });
    expect(opened).toMatchObject({ kind: "opened", lessonKey: "lesson-2", mailed: false });
    const meToken = (await page(newestLesson())).meToken;
    const door = { meToken, courseSlug: "test-course", lessonKey: "lesson-2" };
    expect(await readLesson(context, door)).toMatchObject({ day: 2, completed: false, lessonToken: null });
    await completeLesson(context, { ...door, done: true, felt: "hard" });
    expect(await readLesson(context, door)).toMatchObject({ completed: true, felt: "hard" });
    await completeLesson(context, { ...door, done: false });
    expect(await readLesson(context, door)).toMatchObject({ completed: false, felt: null });
    expect(await readLesson(context, { ...door, lessonKey: "lesson-3" })).toEqual({ kind: "unknown" });
    expect(await readLesson(context, { ...door, courseSlug: "no-course" })).toEqual({ kind: "unknown" });
    expect(await readLesson(context, { ...door, meToken: newestLesson() })).toEqual({ kind: "unknown" });
    expect(await completeLesson(context, { ...door, lessonKey: "lesson-3", done: true })).toEqual({ kind: "unknown" });
  });
});

function newestLesson(): string {
  const lesson = mailTo(context, address).findLast(({ subject }) => subject.startsWith("Day "));
  if (!lesson) throw new Error("no lesson came");
  return tokenIn(lesson, "lessons");
}

async function page(token: string) {
  const found = await readLesson(context, { token });
  if (found.kind === "unknown") throw new Error("the lesson is unknown");
  return found;
}

async function nextMorning(): Promise<void> {
  context.clock.advance(dayMs);
  await workOff(context);
}

async function nudge(): Promise<string> {
  const enrolment = await readEnrolment(context.db, { id: 1 });
  if (!enrolment) throw new Error("nobody is enrolled");
  const now = context.clock.calendarAt;
  await queueNotice(context.db, { kind: "nudge", occasion: "test", enrolment, dueAt: now, now });
  await workOff(context);
  return tokenIn(lastTo(context, address), "lessons");
}
