import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readReader } from "../db/readers.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, workOff } from "../tests/factories/reader.ts";
import { acceptThenCut } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeName } from "./change-name.ts";
import { sendLinkAgain } from "./find.ts";
import { plan } from "./plan.ts";
import { signUp } from "./signup.ts";

let database: TestDatabase;
let context: TestContext;
const address = "maria@example.com";

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await enrolled(context);
  await workOff(context);
  context.clock.advance(86_400_000);
});

const call = (typed: string) => changeName(context, { readerId: 1, typed });

describe("a reader who wants to be called otherwise", () => {
  it("is so in the next message, also in a lesson and a notice that are queued already", async () => {
    await plan(context);
    await sendLinkAgain(context, { email: address, ip: null });
    expect(await call("  Jo  Ann ")).toEqual({ kind: "changed", name: "Jo Ann" });
    await workOff(context);
    const [again, lesson] = mailTo(context, address).slice(-2);
    expect([again?.subject, lesson?.subject].sort()).toEqual(["Day 2: lesson-2", "Notice: find-link"]);
    expect(again?.html).toContain("Hello Jo Ann.");
    expect(lesson?.html).toContain("Hello Jo Ann.");
  });

  it("is greeted without a name when they want none, and by name again when they give one", async () => {
    await plan(context);
    expect(await call(" \u200b ")).toEqual({ kind: "changed", name: null });
    await workOff(context);
    expect(lastTo(context, address).html).toContain("<p>Hello. ");
    context.clock.advance(86_400_000);
    await plan(context);
    await call("Maria");
    await workOff(context);
    expect(lastTo(context, address).html).toContain("Hello Maria.");
  });

  it("gets what is on its way under the old name, byte for byte", async () => {
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    await call("Jo");
    context.clock.advance(60_000);
    await workOff(context);
    const [first, again] = context.mail.requests.slice(-2);
    expect(again?.body?.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  });

  it("keeps the name that a form asked for where they have not confirmed it", async () => {
    await signUp(context, signupForm({ email: "new@example.com", name: "Noa" }));
    await changeName(context, { readerId: 2, typed: "Somebody" });
    await workOff(context);
    expect(lastTo(context, "new@example.com").html).toContain("Hello Noa.");
  });

  it.each([
    ["too long", "x".repeat(101)],
    ["a web address", "Win at www.casino.example"],
  ])("is told what is wrong with a name that is %s, and keeps theirs", async (_, typed) => {
    expect(await call(typed)).toMatchObject({ kind: "invalid", message: expect.stringMatching(/\.$/) });
    expect((await readReader(context.db, { id: 1 }))?.name).toBe("Maria");
  });

  it("writes no header and no markup with it", async () => {
    await call("<b>Jo</b>\r\nBcc: all@example.com");
    await workOff(context);
    const message = lastTo(context, address);
    expect(message.html).toContain("Hello &lt;b&gt;Jo&lt;/b&gt; Bcc: all@example.com.");
    expect(message.to).toBe(address);
  });

  it("and is nobody of ours changes nothing", async () => {
    expect(await changeName(context, { readerId: 99, typed: "Jo" })).toEqual({ kind: "unknown" });
  });
});
