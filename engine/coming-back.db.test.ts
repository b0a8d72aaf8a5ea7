import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { readReader, readSuppression, suppressAddress } from "../db/readers.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { confirm, readConfirmation } from "./confirm.ts";
import { hashAddress } from "./context.ts";
import { sendLinkAgain } from "./find.ts";
import { leave } from "./leave.ts";
import { readNextUp } from "./next-up.ts";
import { restart } from "./pause.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let context: TestContext;
const dayMs = 86_400_000;
const another = { course: "second-course" };

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), slug: "second-course" });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const subjects = (address: string) => mailTo(context, address).map(({ subject }) => subject);

describe("a reader who leaves before a confirmation has gone out", () => {
  it("and signs up again on the same day gets it after all", async () => {
    const address = await enrolled(context);
    await workOff(context);
    const token = tokenIn(lastTo(context, address), "leave");
    context.clock.advance(dayMs);
    await signUp(context, signupForm(another));
    await leave(context, { token, from: "everything" });
    await workOff(context);
    expect(subjects(address).filter((subject) => subject === "Notice: confirm")).toHaveLength(1);
    await signUp(context, signupForm(another));
    await workOff(context);
    expect(subjects(address).at(-1)).toBe("Notice: confirm");
    expect(isBalanced(await tallyDeliveries(context.db))).toBe(true);
  });
});

describe("a reader of one course who was signed up for a second", () => {
  it("can ask for their own link on the day on which they were asked to confirm", async () => {
    const address = await enrolled(context);
    context.clock.advance(dayMs);
    await signUp(context, signupForm(another));
    await workOff(context);
    await sendLinkAgain(context, { email: address, ip: null });
    await workOff(context);
    expect(subjects(address).at(-1)).toBe("Notice: find-link");
  });

  it("for another hour has one hour for both from when they confirm", async () => {
    await enrolled(context);
    await workOff(context);
    context.clock.advance(dayMs);
    await workOff(context);
    await enrolled(context, { ...another, sendTime: "18:00" });
    await workOff(context);
    expect(await nextSends()).toEqual(["2026-03-04T17:00:00.000Z", "2026-03-04T17:00:00.000Z"]);
  });

  it("without a name goes on being called by their own, and is told beforehand that the first course moves too", async () => {
    await enrolled(context);
    await workOff(context);
    context.clock.advance(dayMs);
    await signUp(context, signupForm({ ...another, name: "", sendTime: "08:15" }));
    await workOff(context);
    const asking = mailTo(context, signupForm().email).findLast(({ subject }) => subject === "Notice: confirm");
    if (!asking) throw new Error("no confirmation came");
    const token = tokenIn(asking, "confirm");
    expect(await readConfirmation(context, { token })).toMatchObject({ name: "Maria", movesOthers: true });
    await confirm(context, { token, ip: null, userAgent: null });
    expect(await readReader(context.db, { id: 1 })).toMatchObject({ name: "Maria", sendMinute: 8 * 60 + 15 });
  });

  it("and confirms both at once, gets both at the hour that they asked for last", async () => {
    await publishedStart("next send time");
    await signUp(context, signupForm());
    await signUp(context, signupForm({ ...another, sendTime: "18:00" }));
    await workOff(context);
    const token = tokenIn(lastTo(context, "maria@example.com"), "confirm");
    await confirm(context, { token, ip: null, userAgent: null });
    expect(await nextSends()).toEqual(["2026-03-02T17:00:00.000Z", "2026-03-02T17:00:00.000Z"]);
    await publishedStart("confirmation");
  });
});

describe("a reader who finishes two courses", () => {
  it("is told of each", async () => {
    await signUp(context, signupForm(another));
    const address = await enrolled(context);
    for (let days = 0; days < 6; days += 1) {
      await workOff(context);
      context.clock.advance(dayMs);
    }
    expect(subjects(address).filter((subject) => subject === "Notice: finished")).toHaveLength(2);
  });
});

describe("an address that complained", () => {
  it("stays suppressed when an old confirmation is pressed and when everything is left", async () => {
    await signUp(context, signupForm());
    await workOff(context);
    const token = tokenIn(lastTo(context, "maria@example.com"), "confirm");
    const suppressedAt = context.clock.calendarAt;
    const addressHash = hashAddress(context, "maria@example.com");
    await suppressAddress(context.db, { addressHash, reason: "complained", suppressedAt });
    await confirm(context, { token, ip: null, userAgent: null });
    expect(await readSuppression(context.db, { addressHash })).toBe("complained");
    await suppressAddress(context.db, { addressHash, reason: "left", suppressedAt });
    expect(await readSuppression(context.db, { addressHash })).toBe("complained");
    await workOff(context);
    expect(subjects("maria@example.com")).toEqual(["Notice: confirm"]);
  });
});

describe("a reader to whose address mail came back", () => {
  const maria = "maria@example.com";

  async function bounced(reason: "bounced" | "complained" = "bounced"): Promise<void> {
    await enrolled(context);
    await workOff(context);
    context.clock.advance(60_000);
    const banned = { addressHash: hashAddress(context, maria), reason, suppressedAt: context.clock.calendarAt };
    await suppressAddress(context.db, banned);
    context.clock.advance(dayMs);
    await workOff(context);
  }

  const ways: [string, () => Promise<unknown>][] = [
    ["the form of the course that rests", () => signUp(context, signupForm({ email: "MARIA@example.com" }))],
    ["the form of another course", () => signUp(context, signupForm(another))],
    ["asking for their link", () => sendLinkAgain(context, { email: maria, ip: null })],
  ];

  it.each(ways)("is asked once by %s, and goes on with their own yes", async (_, ask) => {
    await bounced();
    const before = subjects(maria).length;
    await ask();
    await ask();
    await workOff(context);
    expect(subjects(maria).slice(before)).toEqual(["Notice: confirm"]);
    const token = tokenIn(lastTo(context, maria), "confirm");
    expect(await readConfirmation(context, { token })).toMatchObject({ kind: "waiting" });
    const press = { token, ip: "127.0.0.1", userAgent: "a test" };
    expect(["returned", "confirmed"]).toContain((await confirm(context, press)).kind);
    expect(await readSuppression(context.db, { addressHash: hashAddress(context, maria) })).toBe(null);
    context.clock.advance(dayMs);
    await workOff(context);
    expect(subjects(maria)).toContain("Day 2: lesson-2");
    expect((await confirm(context, press)).kind).toBe("already");
  });

  it("is told that once more means once more, and not that something begins", async () => {
    await bounced();
    await sendLinkAgain(context, { email: maria, ip: null });
    await workOff(context);
    const token = tokenIn(lastTo(context, maria), "confirm");
    expect(await readConfirmation(context, { token })).toMatchObject({
      returns: true,
      courseTitle: expect.any(String),
    });
    await confirm(context, { token, ip: null, userAgent: null });
    expect(await readConfirmation(context, { token })).toMatchObject({ kind: "done", returns: false });
  });

  it("does not come back by an old confirmation that is pressed once more", async () => {
    await bounced();
    const asked = mailTo(context, maria).find(({ subject }) => subject === "Notice: confirm");
    if (!asked) throw new Error("no confirmation came");
    const press = { token: tokenIn(asked, "confirm"), ip: null, userAgent: null };
    expect((await confirm(context, press)).kind).toBe("already");
    expect(await readSuppression(context.db, { addressHash: hashAddress(context, maria) })).toBe("bounced");
  });

  it("is named no next date, be the run active still, and begins nothing anew", async () => {
    await bounced();
    const reader = await readReader(context.db, { id: 1 });
    const enrolments = await listEnrolmentsOfReader(context.db, { readerId: 1 });
    if (!reader) throw new Error("there is no reader");
    for (const nextSendAt of [null, context.clock.calendarAt]) {
      const step = nextSendAt && ({ state: "active", pauseReason: null, nextSendAt, nextSlotAt: nextSendAt } as const);
      const runs = enrolments.map((enrolment) => ({ ...enrolment, ...step }));
      const next = await readNextUp(context.db, { reader, enrolments: runs, now: context.clock.calendarAt });
      expect(next).toMatchObject([{ at: null, reason: "suppressed" }]);
    }
    const [enrolment] = enrolments;
    expect(await restart(context, { readerId: 1, enrolmentId: enrolment?.id ?? 0 })).toEqual({ kind: "suppressed" });
  });

  it("is asked by no form at all after a complaint", async () => {
    await bounced("complained");
    const before = subjects(maria).length;
    for (const [, ask] of ways) await ask();
    await workOff(context);
    expect(subjects(maria)).toHaveLength(before);
  });
});

async function publishedStart(start: string): Promise<void> {
  await database.db.execute(sql`update course set facts = jsonb_set(facts, '{start}', to_jsonb(${start}::text))`);
}

async function nextSends(): Promise<string[]> {
  const rows = await database.db.execute<{ at: string }>(sql`select next_send_at as at from enrolment order by id`);
  return rows.map(({ at }) => new Date(at).toISOString());
}
