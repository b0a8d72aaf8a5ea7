import { parse } from "csv-parse/sync";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { type ExportFormat, exportReaders } from "./export-readers.ts";

const now = new Date("2026-03-02T10:00:00Z");

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01T00:00:00Z") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "suppression", "consent");
  context = testContext({ db: database.db, now });
});

async function exported(format: ExportFormat, filter = {}): Promise<string> {
  let text = "";
  for await (const piece of exportReaders(context, { filter, format })) text += piece;
  return text;
}

test("writes a row for each reader that a spreadsheet runs nothing of", async () => {
  await enrolled(context, { email: "=cmd@example.com", name: '=HYPERLINK("evil","you")' });
  await enrolled(context, { email: "ann@example.com", name: 'Ann, "the"\tRunner', weeklyLetter: true });
  await database.db.execute(
    sql`insert into reader_tag (reader_id, tag, tagged_at) select id, '+injured', ${now.toISOString()} from reader`,
  );
  await serveUntil(context, "2026-03-03T10:00:00Z");
  const text = await exported("csv");
  const rows: string[][] = parse(text.slice(1));
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(rows[0]?.slice(0, 4)).toEqual(["email", "name", "time zone", "send time"]);
  expect(rows[1]?.slice(0, 6)).toEqual([
    ...["'=cmd@example.com", '\'=HYPERLINK("evil","you")', "Europe/Berlin", "07:00", "subscribed"],
    "'+injured",
  ]);
  // Two lessons had, none done.
  expect(rows[2]?.slice(-3)).toEqual(["active", "2", "0"]);
  expect(rows[2]?.[6]).toBe("weekly");
});

test("writes a line of JSON for each reader, with the words of every consent", async () => {
  await enrolled(context, { email: "ann@example.com" });
  const lines = (await exported("jsonl")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      address: "ann@example.com",
      timeZone: "Europe/Berlin",
      status: "subscribed",
      courses: [{ course: "test-course", run: 1, state: "active" }],
      consents: [
        { purpose: "course:test-course", form: "course page", words: expect.stringContaining("daily lessons") },
      ],
    },
  ]);
});

test("holds those of a filter alone, and every one of many", async () => {
  await database.db.execute(sql`insert into reader (address, address_hash, zone, send_minute, created_at)
    select 'person' || number || '@example.com', 'hash' || number, case when number % 2 = 0 then 'UTC' else 'Asia/Tokyo' end,
      420, ${now.toISOString()} from generate_series(1, 1201) as number`);
  const all = (await exported("jsonl")).trim().split("\n");
  expect(new Set(all).size).toBe(1_201);
  expect((await exported("jsonl", { zone: "UTC" })).trim().split("\n")).toHaveLength(600);
});
