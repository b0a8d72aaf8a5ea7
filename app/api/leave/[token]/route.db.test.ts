import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { signUp } from "../../../../engine/signup.ts";
import type { Message } from "../../../../mail/transport.ts";
import { type TestContext, testContext } from "../../../../tests/factories/context.ts";
import { publishedCourse } from "../../../../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../../../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../../../tests/setup/database.ts";
import { GET, POST } from "./route.ts";

let database: TestDatabase;
let context: TestContext;
vi.mock("../../../context.ts", () => ({ requestContext: async () => context }));

const dayMs = 86_400_000;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  await publishedCourse(database.db, { slug: "other-course", publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const params = (token: string) => ({ params: Promise.resolve({ token }) });
const press = (token: string, init: RequestInit = {}) =>
  POST(new Request(`http://localhost/api/leave/${token}`, { method: "POST", ...init }), params(token));

async function leavingToken(email: string): Promise<string> {
  await workOff(context);
  return tokenIn(lastTo(context, email), "leave");
}

async function sentOverDays(email: string): Promise<number> {
  const before = mailTo(context, email).length;
  for (let days = 0; days < 3; days += 1) {
    context.clock.advance(dayMs);
    await workOff(context);
  }
  return mailTo(context, email).length - before;
}

const isOf =
  (course: string) =>
  ({ headers }: Message) =>
    headers["List-Id"]?.includes(course) === true;

const multipart = new FormData();
multipart.set("List-Unsubscribe", "One-Click");

describe("one-click leaving", () => {
  test.each<[string, RequestInit]>([
    ["urlencoded", { body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) }],
    ["multipart", { body: multipart }],
    ["no", {}],
    ["an odd", { body: "\u0000{", headers: { "content-type": "multipart/form-data; boundary=" } }],
    ["a foreign page's", { headers: { origin: "https://mail.example", "sec-fetch-site": "cross-site" } }],
  ])("works at once with %s body, without a redirect", async (_what, init) => {
    const email = await enrolled(context);
    const response = await press(await leavingToken(email), init);
    expect([response.status, response.headers.get("location")]).toEqual([200, null]);
    expect(await sentOverDays(email)).toBe(0);
  });

  test("may be pressed again and again", async () => {
    const token = await leavingToken(await enrolled(context));
    expect([(await press(token)).status, (await press(token)).status]).toEqual([200, 200]);
  });

  test("leaves the course of the message and goes on with the other", async () => {
    // Two forms, and one confirmation that answers both.
    await signUp(context, signupForm({ course: "other-course" }));
    const email = await enrolled(context);
    await workOff(context);
    const lesson = mailTo(context, email).findLast(isOf("test-course"));
    if (lesson === undefined) throw new Error("no lesson came");
    await press(tokenIn(lesson, "leave"));
    const before = mailTo(context, email).length;
    expect(await sentOverDays(email)).toBeGreaterThan(0);
    expect(mailTo(context, email).slice(before).filter(isOf("test-course"))).toEqual([]);
  });

  test("a GET, as a scanner sends it, leaves nothing and leads to the page with the buttons", async () => {
    const email = await enrolled(context);
    const token = await leavingToken(email);
    const response = await GET(new Request(`http://localhost/api/leave/${token}`), params(token));
    expect([response.status, response.headers.get("location")]).toEqual([303, `/leave/${token}`]);
    expect(await sentOverDays(email)).toBeGreaterThan(0);
  });

  test("a forged token or one of another purpose is 404, and nobody leaves", async () => {
    const email = await enrolled(context);
    await workOff(context);
    const foreign = tokenIn(lastTo(context, email), "lessons");
    expect([(await press("forged")).status, (await press(foreign)).status]).toEqual([404, 404]);
    expect(await sentOverDays(email)).toBeGreaterThan(0);
  });

  test("says 503 while the database is away, so that the mail program tries again", async () => {
    const token = await leavingToken(await enrolled(context));
    const gone = () => {
      throw new Error("the database is away");
    };
    context = { ...context, db: { select: gone, execute: gone, transaction: gone } as never };
    expect((await press(token)).status).toBe(503);
  });
});
