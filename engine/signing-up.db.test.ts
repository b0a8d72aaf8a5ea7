import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { completeLesson } from "./complete-lesson.ts";
import { confirm, readConfirmation } from "./confirm.ts";
import { courseWords, letterBoxWords } from "./consent-words.ts";
import { sendLinkAgain } from "./find.ts";
import { leave, readLeaving } from "./leave.ts";
import { plan } from "./plan.ts";
import { signUp } from "./signup.ts";

let database: TestDatabase;
let context: TestContext;
const press = { ip: "203.0.113.7", userAgent: "a browser" };
const dayMs = 86_400_000;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const rowsOf = (table: string) => database.db.execute(sql`select * from ${sql.identifier(table)} order by 1`);

describe("a form", () => {
  it.each([
    ["a malformed address", { email: "maria@" }, "email"],
    ["an address with a line break", { email: "maria@example.com\nBcc: all@example.com" }, "email"],
    ["an address of 300 characters", { email: `${"a".repeat(290)}@example.com` }, "email"],
    ["an address with a non-ASCII local part", { email: "märia@example.com" }, "email"],
    ["an unknown zone", { timezone: "Mars/Olympus" }, "timezone"],
    ["an offset in place of a zone", { timezone: "+02:00" }, "timezone"],
    ["an unknown time", { sendTime: "25:99" }, "sendTime"],
    ["a web address for a name", { name: "Win now at https://evil.example" }, "name"],
    ["a name of 10,000 characters", { name: "x".repeat(10_000) }, "name"],
    ["an unknown course", { course: "'; drop table reader; --" }, "course"],
  ])("with %s is answered beside its field, and nothing is stored or sent", async (_what, change, field) => {
    const answer = await signUp(context, signupForm(change));
    expect(answer.kind === "invalid" && Object.keys(answer.errors)).toEqual([field]);
    await workOff(context);
    expect([(await rowsOf("reader")).length, context.mail.requests.length]).toEqual([0, 0]);
  });

  it("with a slip of the keyboard is asked whether another address was meant", async () => {
    const answer = await signUp(context, signupForm({ email: "maria@gmial.com", sendTime: "" }));
    expect(answer).toMatchObject({ kind: "invalid", suggestion: "maria@gmail.com" });
  });

  it("filled in by a machine gets the same answer and leaves nothing behind", async () => {
    const answer = await signUp(context, signupForm({ honeypot: "https://spam.example" }));
    expect(answer).toEqual({ kind: "received", address: "maria@example.com" });
    expect(await rowsOf("reader")).toEqual([]);
  });

  it.each([`O'Brien <b>&"`, "محمد", "👩🏽‍🚀 Zoë", "'; drop table reader; --"])(
    "takes the name %s as it is",
    async (name) => {
      await signUp(context, signupForm({ name }));
      await workOff(context);
      expect(lastTo(context, "maria@example.com").text).toContain(`Hello ${name}. `);
    },
  );

  it("stores a zone by its name of today, whatever the browser called it", async () => {
    await signUp(context, signupForm({ timezone: "Asia/Calcutta" }));
    expect((await rowsOf("reader"))[0]).toMatchObject({ zone: "Asia/Kolkata" });
  });

  it("is one reader whatever the case of the address", async () => {
    await signUp(context, signupForm({ email: "Maria@Example.com" }));
    await signUp(context, signupForm({ email: " maria@EXAMPLE.COM " }));
    expect(await rowsOf("reader")).toHaveLength(1);
    expect(await rowsOf("enrolment")).toHaveLength(1);
  });

  it("sent twenty times at once makes one reader, one enrolment and one confirmation", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(context, signupForm())));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await workOff(context);
    expect([(await rowsOf("reader")).length, (await rowsOf("enrolment")).length]).toEqual([1, 1]);
    expect(mailTo(context, "maria@example.com")).toHaveLength(1);
  });

  it("sent again on another day brings another confirmation, and only one", async () => {
    await signUp(context, signupForm());
    await workOff(context);
    context.clock.advance(dayMs);
    await signUp(context, signupForm());
    await signUp(context, signupForm());
    await workOff(context);
    expect(mailTo(context, "maria@example.com")).toHaveLength(2);
  });

  it("never un-confirms a reader, nor changes their name or hour, but sends their own link again", async () => {
    await enrolled(context);
    await workOff(context);
    context.clock.advance(3_600_000);
    await signUp(context, signupForm({ name: "Somebody Else", sendTime: "23:00", timezone: "Asia/Tokyo" }));
    await workOff(context);
    const [reader] = await rowsOf("reader");
    expect(reader).toMatchObject({ name: "Maria", send_minute: 420, zone: "Europe/Berlin" });
    expect((await rowsOf("enrolment"))[0]).toMatchObject({ state: "active" });
    expect(lastTo(context, "maria@example.com").subject).toBe("Notice: find-link");
  });

  it("records the words that were shown, once for the course and once for the letter", async () => {
    await signUp(context, signupForm({ weeklyLetter: true }));
    const words = (await rowsOf("consent")).map((row) => [row.purpose, row.words, row.confirmed_at]);
    expect(words).toEqual([
      ["course:test-course", courseWords({ title: "The test-course", days: 3 }), null],
      ["newsletter:weekly", letterBoxWords({ title: "The weekly letter" }), null],
    ]);
  });
});

describe("a confirmation", () => {
  it("is not confirmed by being looked at", async () => {
    await signUp(context, signupForm());
    await workOff(context);
    const token = tokenIn(lastTo(context, "maria@example.com"), "confirm");
    expect(await readConfirmation(context, { token })).toMatchObject({ kind: "waiting", name: "Maria" });
    expect((await rowsOf("enrolment"))[0]).toMatchObject({ state: "unconfirmed" });
  });

  it("pressed twice at once begins one course and says the second time that it is done", async () => {
    await signUp(context, signupForm({ weeklyLetter: true }));
    await workOff(context);
    const token = tokenIn(lastTo(context, "maria@example.com"), "confirm");
    const answers = await Promise.all([confirm(context, { token, ...press }), confirm(context, { token, ...press })]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["already", "confirmed"]);
    await workOff(context);
    expect(mailTo(context, "maria@example.com")).toHaveLength(3);
    expect((await rowsOf("consent")).every((row) => row.confirmed_ip === press.ip)).toBe(true);
    expect((await rowsOf("follow"))[0]).toMatchObject({ state: "following" });
    expect(await readConfirmation(context, { token })).toMatchObject({ kind: "done" });
  });

  it("says of a lesson that is due now that it is on its way, and names no time", async () => {
    await signUp(context, signupForm());
    await workOff(context);
    const token = tokenIn(lastTo(context, "maria@example.com"), "confirm");
    await confirm(context, { token, ...press });
    expect(await readConfirmation(context, { token })).toMatchObject({ starts: "Your lesson is on its way." });
    await workOff(context);
    expect(await readConfirmation(context, { token })).toMatchObject({
      starts: expect.stringMatching(/^The next one comes on Tuesday, March/),
    });
  });

  it("with a forged, cut or foreign token is unknown", async () => {
    await enrolled(context);
    await workOff(context);
    const lesson = tokenIn(lastTo(context, "maria@example.com"), "lessons");
    for (const token of [lesson, lesson.slice(0, -1), `${lesson}A`, "", "../../etc/passwd", "x".repeat(100_000)]) {
      expect((await confirm(context, { token, ...press })).kind).toBe("unknown");
      expect((await leave(context, { token, from: "everything" })).kind).toBe("unknown");
    }
    const leaveToken = tokenIn(lastTo(context, "maria@example.com"), "leave");
    expect((await completeLesson(context, { token: leaveToken, done: true })).kind).toBe("unknown");
  });
});

describe("leaving", () => {
  it("takes effect at once, also for a lesson that is already queued", async () => {
    const address = await enrolled(context);
    await workOff(context);
    const token = tokenIn(lastTo(context, address), "leave");
    context.clock.advance(dayMs);
    expect(await plan(context)).toBe(1);
    expect((await leave(context, { token, from: "it" })).kind).toBe("left");
    await workOff(context);
    context.clock.advance(dayMs);
    await workOff(context);
    expect(mailTo(context, address)).toHaveLength(3);
    expect((await rowsOf("delivery")).at(-1)).toMatchObject({ state: "cancelled", reason: "left the course" });
    expect(await readLeaving(context, { token })).toMatchObject({ left: { it: true, everything: false } });
    expect((await leave(context, { token, from: "it" })).kind).toBe("already");
  });

  it("everything holds against every other way in until the reader's own confirmation", async () => {
    const address = await enrolled(context);
    await workOff(context);
    await leave(context, { token: tokenIn(lastTo(context, address), "leave"), from: "everything" });
    context.clock.advance(dayMs);
    await sendLinkAgain(context, { email: address, ip: null });
    await workOff(context);
    expect(mailTo(context, address)).toHaveLength(3);
    await signUp(context, signupForm());
    await workOff(context);
    expect(lastTo(context, address).subject).toBe("Notice: confirm");
    await confirm(context, { token: tokenIn(lastTo(context, address), "confirm"), ...press });
    await workOff(context);
    expect(
      mailTo(context, address)
        .map(({ subject }) => subject)
        .slice(3),
    ).toEqual(["Notice: confirm", "Notice: welcome", "Day 1: lesson-1"]);
  });

  it("never mails an address that complained, not even to ask", async () => {
    const address = await enrolled(context);
    await workOff(context);
    await database.db.execute(sql`insert into suppression (address_hash, reason, suppressed_at)
      select address_hash, 'complained', '2026-03-03' from reader`);
    context.clock.advance(dayMs);
    await workOff(context);
    await leave(context, { token: tokenIn(lastTo(context, address), "leave"), from: "it" });
    await signUp(context, signupForm());
    await workOff(context);
    expect(mailTo(context, address)).toHaveLength(3);
  });
});

describe("asking for the link again", () => {
  it("answers the same for everybody and mails only who reads here, once a day", async () => {
    const address = await enrolled(context);
    await workOff(context);
    const answers = await Promise.all(
      [address, "stranger@example.com", address].map((email) => sendLinkAgain(context, { email, ip: null })),
    );
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["received"]));
    await workOff(context);
    expect(
      mailTo(context, address)
        .map(({ subject }) => subject)
        .slice(3),
    ).toEqual(["Notice: find-link"]);
    expect(mailTo(context, "stranger@example.com")).toEqual([]);
  });
});
