import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { lockReader } from "../db/readers.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, mailTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { leave } from "./leave.ts";
import { nudge } from "./nudge.ts";
import { pause, resume } from "./pause.ts";
import { resumePaused } from "./resume-paused.ts";
import { isBalanced } from "./status.ts";
import { tick } from "./tick.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "course");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const addresses = Array.from({ length: 12 }, (_, index) => `resting${index}@example.com`);

/** Twelve readers who have had Day 1 and paused until Thursday, 5 March. */
async function resting(): Promise<void> {
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  for (const email of addresses) await enrolled(context, { email });
  await workOff(context);
  for (const [index] of addresses.entries()) {
    await pause(context, { readerId: index + 1, enrolmentId: index + 1, untilDay: "2026-03-05" });
  }
}

function letter(address: string) {
  const [found] = mailTo(context, address).filter(({ subject }) => subject.startsWith("Day"));
  if (!found) throw new Error(`${address} has had no lesson`);
  return found;
}

describe("pauses that end while three workers look and readers change their minds", () => {
  it("bring each who stays one lesson, and no more mail to whoever left or paused on", async () => {
    await resting();
    context.clock.jumpTo(new Date("2026-03-05T06:00:00Z"));
    const changes = addresses.map(async (address, index) => {
      const who = { readerId: index + 1, enrolmentId: index + 1 };
      if (index % 4 === 0) await leave(context, { token: tokenIn(letter(address), "leave"), from: "it" });
      if (index % 4 === 1) await resume(context, who);
      if (index % 4 === 2) await pause(context, { ...who, untilDay: "2026-03-20" });
    });
    await Promise.all([...changes, ...[1, 2, 3].map(() => tick(context, { isOver: () => false }))]);
    await workOff(context);
    for (const [index, address] of addresses.entries()) {
      const state = (await readEnrolment(database.db, { id: index + 1 }))?.state;
      const dayTwo = mailTo(context, address).filter(({ subject }) => subject.startsWith("Day 2"));
      if (index % 4 === 0) expect([state, dayTwo.length <= 1]).toEqual(["left", true]);
      if (index % 4 === 1 || index % 4 === 3) expect([state, dayTwo.length]).toEqual(["active", 1]);
      if (index % 4 === 2) expect([state, dayTwo.length <= 1]).toEqual(["paused", true]);
    }
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("wait for a reader who is changing something at this moment, and end a moment later", async () => {
    await resting();
    context.clock.jumpTo(new Date("2026-03-05T06:00:00Z"));
    await context.db.transaction(async (tx) => {
      await lockReader(tx, { id: 1 });
      expect(await resumePaused(context)).toBe(addresses.length - 1);
    });
    expect((await readEnrolment(database.db, { id: 1 }))?.state).toBe("paused");
    expect(await resumePaused(context)).toBe(1);
    expect((await readEnrolment(database.db, { id: 1 }))?.state).toBe("active");
  });
});

describe("a nudge that is queued at the moment of the tap", () => {
  it("does not go out, and the course goes on", async () => {
    await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), facts: { gate: "completion" } });
    await enrolled(context);
    await workOff(context);
    const token = tokenIn(letter("maria@example.com"), "lessons");
    context.clock.jumpTo(new Date("2026-03-04T06:00:00Z"));
    await Promise.all([nudge(context), nudge(context), completeLesson(context, { token, done: true })]);
    await workOff(context);
    const subjects = mailTo(context, "maria@example.com").map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === "Notice: nudge")).toEqual([]);
    expect(subjects.at(-1)).toBe("Day 2: lesson-2");
  });
});
