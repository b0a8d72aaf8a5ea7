import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CourseDescription } from "../domain/course-description.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { publishLinks } from "../tests/factories/links.ts";
import { enrolled, lastTo, mailTo, signupForm, workOff } from "../tests/factories/reader.ts";
import { answer, noPace as pace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeTracking } from "./change-tracking.ts";
import { plan } from "./plan.ts";
import type { Settings } from "./settings.ts";

const urls = ["https://a.example/page?x=1&y=2", "https://b.example/"];

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Of a course whose lessons hold two links each. */
async function begin(input: { settings?: Partial<Settings>; facts?: Partial<CourseDescription> } = {}): Promise<void> {
  await database.empty("reader", "course", "version", "batch", "planning");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z"), ...input });
  const publishedAt = new Date("2026-01-01");
  const { lessonIds } = await publishedCourse(database.db, { publishedAt, ...input });
  for (const lessonId of lessonIds) await publishLinks(database.db, { lessonId, urls });
}

async function dayOne(): Promise<{ html: string; text: string }> {
  const address = await enrolled(context, signupForm());
  await workOff(context);
  return lastTo(context, address);
}

const isTracked = /\/[ro]\/[\w-]{34}/;

describe("a lesson of a reader who may be counted", () => {
  beforeEach(() => begin());

  it("leads the author's links through us, html and text by the same number", async () => {
    const { html, text } = await dayOne();
    const [, token] = /\/r\/([\w-]{34})\?n=1"/.exec(html) ?? [];
    expect(token).toBeDefined();
    expect(html).toContain(`href="http://localhost:3000/r/${token}?n=2"`);
    expect(text).toContain(`Further reading 1 http://localhost:3000/r/${token}?n=1\n`);
    expect(html + text).not.toContain("a.example");
  });

  it("carries the pixel and the honeypot in its html alone", async () => {
    const { html, text } = await dayOne();
    expect(html).toMatch(/\/r\/[\w-]{34}\?n=0"/);
    expect(html).toMatch(/<img src="http:\/\/localhost:3000\/o\/[\w-]{34}"/);
    expect(text).not.toMatch(/n=0|\/o\//);
  });

  it("leads straight to our own pages", async () => {
    const { text } = await dayOne();
    expect(text).toMatch(/ http:\/\/localhost:3000\/lessons\/[\w-]{34} /);
    expect(text).toMatch(/ http:\/\/localhost:3000\/leave\/[\w-]{34} /);
  });

  it("has links of another token than its neighbor's", async () => {
    const first = await dayOne();
    const address = await enrolled(context, signupForm({ email: "ben@example.com" }));
    await workOff(context);
    const tokenIn = (html: string) => /\/r\/([\w-]{34})/.exec(html)?.[1];
    expect(tokenIn(first.html)).not.toBe(tokenIn(lastTo(context, address).html));
  });
});

describe("no letter is tracked", () => {
  it.each([
    ["of a site", { settings: { tracking: false } }],
    ["of a course", { facts: { tracking: false } }],
  ])("%s that notes nothing: links lead where they say", async (_, input) => {
    await begin(input);
    const { html, text } = await dayOne();
    expect(html).toContain('href="https://a.example/page?x=1&amp;y=2"');
    expect(text).toContain("Further reading 2 https://b.example/");
    expect(html + text).not.toMatch(isTracked);
  });

  it("before somebody has confirmed", async () => {
    await begin();
    await dayOne();
    expect(
      await database.db.execute(sql`select coalesce(notice, 'lesson') as what, tracked from delivery order by id`),
    ).toEqual([
      { what: "confirm", tracked: false },
      { what: "welcome", tracked: true },
      { what: "lesson", tracked: true },
    ]);
  });

  it("from the moment in which its reader says so, also of what was in line already", async () => {
    await begin();
    await dayOne();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    await plan(context);
    expect(await changeTracking(context, { readerId: 1, tracking: false })).toEqual({ kind: "changed" });
    await workOff(context);
    const mail = mailTo(context, signupForm().email);
    expect(mail.at(-1)?.subject).toBe("Day 2: lesson-2");
    expect(mail.at(-1)?.html).not.toMatch(isTracked);
  });
});

describe("a reader's choice", () => {
  beforeEach(() => begin());

  it("leaves a letter as it was that is being tried again", async () => {
    const lost = answer({ kind: "unknown", name: "application_error", message: "cut", pace });
    await dayOne();
    context.clock.jumpTo(new Date("2026-03-03T06:00:00Z"));
    context.mail.answers.push(lost);
    await workOff(context);
    await changeTracking(context, { readerId: 1, tracking: false });
    context.clock.advance(60_000);
    await workOff(context);
    const [first, second] = context.mail.requests.slice(-2).map(({ key, messages }) => [key, messages[0]?.html]);
    expect(second).toEqual(first);
    expect(second?.[1]).toMatch(isTracked);
  });

  it("is taken back as easily, and repeating it is harmless", async () => {
    await dayOne();
    expect(await changeTracking(context, { readerId: 1, tracking: true })).toEqual({ kind: "already" });
    expect(await changeTracking(context, { readerId: 1, tracking: false })).toEqual({ kind: "changed" });
    expect(await changeTracking(context, { readerId: 1, tracking: true })).toEqual({ kind: "changed" });
    expect(await changeTracking(context, { readerId: 999, tracking: true })).toEqual({ kind: "unknown" });
  });
});
