import { sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, tokenIn, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { nameCertificate, readCertificate } from "./certificate.ts";
import { drawPicture, readCertificatePicture } from "./certificate-picture.ts";
import { completeLesson } from "./complete-lesson.ts";
import { type PageEnrolment, readReader } from "./reader-page.ts";
import { linkToken } from "./token.ts";

let database: TestDatabase;
let context: TestContext;
let address: string;
const dayMs = 86_400_000;
const courseSlug = "test-course";

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

describe("a course that is still running", () => {
  it("has no certificate, and says what is missing", async () => {
    expect(await readCertificate(context, { token: me(), courseSlug })).toEqual({
      kind: "not yet",
      courseTitle: "The test-course",
      words: "It is there once all 3 days have come to you. One has come so far, and 0 of 3 done.",
    });
    expect(await readCertificatePicture(context, { token: me(), courseSlug })).toEqual({ kind: "not yet" });
    expect(await nameCertificate(context, { token: me(), courseSlug, name: "Maria" })).toEqual({ kind: "unknown" });
  });
});

it("a course that is finished with nothing done has none either, until one day is done", async () => {
  const lesson = tokenIn(lastTo(context, address), "lessons");
  await passDays();
  expect(await readCertificate(context, { token: me(), courseSlug })).toEqual({
    kind: "not yet",
    courseTitle: "The test-course",
    words: "It is there as soon as you have done one day. All 3 stay open on your page, whenever you like.",
  });
  expect(await readCertificatePicture(context, { token: me(), courseSlug })).toEqual({ kind: "not yet" });
  expect((await ownPage()).hasCertificate).toBe(false);
  await completeLesson(context, { token: lesson, done: true });
  expect((await certificate()).done).toBe(1);
  expect((await ownPage()).hasCertificate).toBe(true);
});

describe("a course that is finished", () => {
  beforeEach(async () => {
    await completeLesson(context, { token: tokenIn(lastTo(context, address), "lessons"), done: true });
    await passDays();
  });

  it("has a certificate with what was done, from the first day to the last on the reader's calendar", async () => {
    expect(await certificate()).toMatchObject({
      courseTitle: "The test-course",
      coach: { name: "Ada" },
      name: "Maria",
      from: "March 2, 2026",
      to: "March 4, 2026",
      done: 1,
      days: 3,
      minutes: 8,
      weeks: [["done", "missed", "missed"]],
    });
  });

  it.each(["Zoë “Zo” O’Brien 🏃‍♀️", 'Dr. "Q" <b>&amp;', "מיכל", "😀"])(
    "carries the name as it is wanted: %s",
    async (name) => {
      expect(await nameCertificate(context, { token: me(), courseSlug, name: `  ${name} ` })).toEqual({ kind: "ok" });
      expect((await certificate()).name).toBe(name);
      const [row] = await database.db.execute<{ name: string }>(sql`select name from reader`);
      expect(row?.name, "the reader is called as before").toBe("Maria");
    },
  );

  it("carries no name when none is wanted, and the reader's own again when that is typed", async () => {
    await nameCertificate(context, { token: me(), courseSlug, name: " " });
    expect((await certificate()).name).toBeNull();
    await nameCertificate(context, { token: me(), courseSlug, name: "Maria" });
    await database.db.execute(sql`update reader set name = 'Mia'`);
    expect((await certificate()).name).toBe("Mia");
  });

  it("refuses a name that is too long or a web address, with words", async () => {
    for (const name of ["x".repeat(101), "buy at spam.example.com"]) {
      expect((await nameCertificate(context, { token: me(), courseSlug, name })).kind).toBe("invalid");
    }
    expect((await certificate()).name).toBe("Maria");
  });

  it("keeps its certificate when the course is begun again", async () => {
    await database.db.execute(sql`insert into enrolment (reader_id, course_id, run, state, asked, created_at)
      select reader_id, course_id, 2, 'unconfirmed', asked, created_at from enrolment`);
    expect((await certificate()).done).toBe(1);
  });

  it("has a picture to share, the same whatever the reader's name is", async () => {
    const before = await picture();
    expect(await sharp(before).metadata()).toMatchObject({ format: "png", width: 1_200, height: 630 });
    await nameCertificate(context, { token: me(), courseSlug, name: "Somebody Else" });
    await database.db.execute(sql`update reader set name = 'Another'`);
    expect((await picture()).equals(before)).toBe(true);
  });

  it("opens by its reader's own link alone, and for its own course", async () => {
    const lesson = tokenIn(lastTo(context, address), "lessons");
    expect((await readCertificate(context, { token: lesson, courseSlug })).kind).toBe("unknown");
    expect((await readCertificate(context, { token: me(), courseSlug: "no-course" })).kind).toBe("unknown");
  });

  it("has no certificate where its author wants none", async () => {
    await facts({ certificate: false });
    expect((await readCertificate(context, { token: me(), courseSlug })).kind).toBe("unknown");
    await facts({ certificate: true });
  });
});

it("the picture is drawn without a font, a link or anything to be fetched", () => {
  const svg = drawPicture({
    courseTitle: "Ünïcode & <Co> 日本",
    done: 3,
    days: 7,
    weeks: [["done"]],
    siteName: "Site",
  });
  expect(svg).not.toMatch(/<text|<image|href|font/);
  expect(svg).not.toContain("undefined");
});

/** The factory's letters hold no link to the reader's page; it is made as a letter's would be. */
function me(): string {
  return linkToken(context, { deliveryId: 1, purpose: "me" });
}

/** More than the course has. */
async function passDays(): Promise<void> {
  for (let days = 0; days < 5; days += 1) {
    context.clock.advance(dayMs);
    await workOff(context);
  }
}

async function ownPage(): Promise<PageEnrolment> {
  const page = await readReader(context, { token: me() });
  const [enrolment] = page.kind === "ok" ? page.enrolments : [];
  if (!enrolment) throw new Error("there is no course on the reader's page");
  return enrolment;
}

async function certificate() {
  const page = await readCertificate(context, { token: me(), courseSlug });
  if (page.kind !== "ok") throw new Error(`the certificate is ${page.kind}`);
  return page.certificate;
}

async function picture(): Promise<Buffer> {
  const drawn = await readCertificatePicture(context, { token: me(), courseSlug });
  if (drawn.kind !== "ok") throw new Error("there is no picture");
  return drawn.png;
}

async function facts(change: Record<string, boolean>): Promise<void> {
  await database.db.execute(sql`update course set facts = facts || ${JSON.stringify(change)}::jsonb`);
}
