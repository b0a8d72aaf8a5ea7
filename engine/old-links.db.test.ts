import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signingKeys } from "../domain/tokens.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { leave, readLeaving } from "./leave.ts";
import { readLesson } from "./lesson-page.ts";
import { pause } from "./pause.ts";
import { readChoices } from "./reader-choices.ts";
import { readReader } from "./reader-page.ts";
import { linkToken } from "./token.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

describe("the links of a letter that came ten years ago", () => {
  let lesson: string;
  let out: string;
  let me: string;

  beforeEach(async () => {
    const address = await enrolled(context);
    await workOff(context);
    lesson = tokenIn(lastTo(context, address), "lessons");
    out = tokenIn(lastTo(context, address), "leave");
    me = linkToken(context, { deliveryId: 1, purpose: "me" });
    context.clock.jumpTo(new Date("2036-03-02T08:00:00Z"));
  });

  it("still open the lesson, to be done, and the reader's own page", async () => {
    expect(await completeLesson(context, { token: lesson, done: true })).toMatchObject({ kind: "ok", isNew: true });
    expect(await readLesson(context, { token: lesson })).toMatchObject({ kind: "ok", day: 1, completed: true });
    expect(await readReader(context, { token: me })).toMatchObject({ kind: "ok", enrolments: [{ done: 1 }] });
  });

  it("still pause", async () => {
    const choices = await readChoices(context, { token: me });
    const [course] = choices?.courses ?? [];
    const who = { readerId: choices?.readerId ?? 0, enrolmentId: course?.enrolmentId ?? 0 };
    expect(await pause(context, { ...who, untilDay: "2036-03-10" })).toEqual({ kind: "done" });
    expect((await readChoices(context, { token: me }))?.courses).toMatchObject([{ state: "paused" }]);
  });

  it("still lead out", async () => {
    expect(await readLeaving(context, { token: out })).toMatchObject({ kind: "ok", left: { it: false } });
    expect(await leave(context, { token: out, from: "it" })).toEqual({ kind: "left" });
  });

  it("also after the key that signed them was followed by another", async () => {
    const keys = [...signingKeys(["another-secret-that-came-after-ten-years"]), ...context.keys];
    const rotated = { ...context, keys };
    expect(await readLesson(rotated, { token: lesson })).toMatchObject({ kind: "ok" });
    expect(await leave(rotated, { token: out, from: "everything" })).toEqual({ kind: "left" });
  });
});
