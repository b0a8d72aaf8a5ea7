import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findNewsletter } from "../../db/consents.ts";
import { claimImport, type ReaderImport, readImport } from "../../db/imports.ts";
import { readSuppression } from "../../db/readers.ts";
import type { ImportPlan } from "../../domain/import/plan.ts";
import { type TestContext, testContext, testSettings } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { publishedNewsletterNotices } from "../../tests/factories/newsletter-notices.ts";
import { sentDays, serveUntil } from "../../tests/factories/passing-time.ts";
import { enrolled, lastTo, mailTo, tokenIn, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { hashAddress } from "../context.ts";
import { erase } from "../erase.ts";
import { leave } from "../leave.ts";
import { beginImport, checkImport, discardImport, planImport, resumeImport, startImport, stopImport } from "./desk.ts";
import { openJudge, step } from "./step.ts";
import { importFile, takeIn } from "./take-in.ts";
import { forgetOldImports, workOnImports } from "./work.ts";

const publishedAt = new Date("2026-01-01T00:00:00Z");
const now = new Date("2026-03-02T10:00:00Z");
const statement = "They ticked “send me the course” on my old site.";
const hand = { id: null, name: "Ada" } as const;

let database: TestDatabase;
let dataDir: string;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "dayletter-imports-"));
  const kinds = ["training", "training", "rest", "training", "training"] as const;
  await publishedCourse(database.db, { publishedAt, kinds });
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});
beforeEach(async () => {
  await database.empty("reader", "suppression", "consent", "reader_import", "planning");
  context = testContext({ db: database.db, now, settings: { ...testSettings(), dataDir } });
});

async function begun(text: string | Buffer, fileName = "list.csv"): Promise<number> {
  const taken = await takeIn(context, { source: pieces(text) });
  if (taken.kind === "refused") throw new Error(taken.message);
  const begun = await beginImport(context, { file: taken, fileName, hand });
  if (begun.kind === "refused") throw new Error(begun.message);
  return begun.id;
}

async function* pieces(text: string | Buffer) {
  yield Buffer.from(text);
}

/** Takes a file over from beginning to end. */
async function imported(
  text: string,
  { welcome = false, ...choices }: Partial<ImportPlan> = {},
): Promise<ReaderImport> {
  const id = await begun(text);
  const before = await row(id);
  await planImport(context, { id, plan: { ...before.plan, ...choices } });
  expect(await checkImport(context, { id })).toEqual({ kind: "ok" });
  await workOnImports(context, { isOver: () => false });
  const checked = await row(id);
  expect(await startImport(context, { id, statement, isConfirmed: true, welcome, hand })).toEqual({ kind: "ok" });
  await workOnImports(context, { isOver: () => false });
  const done = await row(id);
  expect(done.state).toBe("done");
  // What the check foretold is what happened.
  expect(done.counts).toEqual(checked.counts);
  return done;
}

async function row(id: number): Promise<ReaderImport> {
  const found = await readImport(database.db, { id });
  if (!found) throw new Error(`there is no import ${id}`);
  return found;
}

async function readers() {
  return database.db.execute<
    Record<string, unknown>
  >(sql`select address, name, zone, send_minute as "sendMinute", source,
    confirmed_at is not null as confirmed from reader order by address`);
}

async function faults() {
  return (
    await database.db.execute<{ line: number; what: string }>(sql`select line, what from import_fault order by id`)
  ).map(({ line, what }) => `${line}: ${what}`);
}

describe("a welcome", () => {
  const file =
    "email,course,newsletter\nann@example.com,test-course,weekly\nben@example.com,,weekly\ncyd@example.com,,\n";

  it("goes to nobody unless the author says so", async () => {
    await imported(file);
    await workOff(context);
    expect(context.mail.sent).toEqual([]);
  });

  it("goes once to each address that begins or follows something, and never again by another file", async () => {
    const weekly = await findNewsletter(database.db, { slug: "weekly" });
    await publishedNewsletterNotices(database.db, { newsletterId: weekly?.id ?? 0 });
    await imported(file, { welcome: true });
    await workOff(context);
    expect(context.mail.sent.map(({ message }) => message.to).sort()).toEqual(["ann@example.com", "ben@example.com"]);
    await imported(file, { welcome: true, changes: ["course", "newsletter"] });
    await workOff(context);
    expect(context.mail.sent).toHaveLength(2);
  });

  it("reaches no address that must not be written to", async () => {
    const email = await enrolled(context, { email: "ann@example.com" });
    await leave(context, { token: tokenIn(lastTo(context, email), "leave"), from: "everything" });
    const before = context.mail.sent.length;
    const done = await imported("email,course\nann@example.com,test-course\n", { welcome: true });
    expect(done.counts).toMatchObject({ added: 0, suppressed: 1 });
    await workOff(context);
    expect(context.mail.sent).toHaveLength(before);
  });
});

describe("a file of readers", () => {
  it("becomes readers with their names, zones, hours, tags and consents", async () => {
    const done = await imported(
      "Email,First name,Last name,Time zone,Send time,Tags,Opt-in date,Source\n" +
        'Ann@Example.com,Ann,O’Hara,new york,6:30 AM,"runner;injured",2024-05-31,spring fair\n' +
        "ben@example.com,Ben,,,,,,\n",
    );
    expect(done.counts).toMatchObject({ rows: 2, added: 2, faulty: 0 });
    expect(await readers()).toEqual([
      {
        address: "ann@example.com",
        name: "Ann O’Hara",
        zone: "America/New_York",
        sendMinute: 390,
        source: "import",
        confirmed: true,
      },
      { address: "ben@example.com", name: "Ben", zone: "UTC", sendMinute: 420, source: "import", confirmed: true },
    ]);
    const tags = await database.db.execute(sql`select tag from reader_tag order by tag`);
    expect(tags.map(({ tag }) => tag)).toEqual(["injured", "runner"]);
    const consents = await database.db.execute(
      sql`select purpose, form, words, confirmed_at as at from consent order by id`,
    );
    expect(consents).toMatchObject([
      { purpose: "address", form: "import: list.csv (spring fair)", words: statement },
      { purpose: "address", form: "import: list.csv", words: statement },
    ]);
    expect(new Date(String(consents[0]?.at)).toISOString()).toBe("2024-05-31T00:00:00.000Z");
  });

  it("begins a course where each stands in it, at their own hour, without any mail before", async () => {
    await imported("email;zone;day\nann@example.com;Europe/Berlin;1\nben@example.com;Europe/Berlin;4\n", {
      course: "test-course",
    });
    await workOff(context);
    expect(context.mail.sent).toEqual([]);
    // Monday 11:00 in Berlin: the next 7:00 is Tuesday's.
    await serveUntil(context, "2026-03-10T00:00:00Z");
    expect(await sentDays(database.db, "Europe/Berlin")).toEqual([
      "2026-03-03 lesson-1",
      "2026-03-03 lesson-4",
      "2026-03-04 lesson-2",
      "2026-03-04 lesson-5",
      "2026-03-05 lesson-3",
      "2026-03-06 lesson-4",
      "2026-03-07 lesson-5",
    ]);
    expect(mailTo(context, "ann@example.com").filter(({ subject }) => /welcome|confirm/.test(subject))).toEqual([]);
  });

  it("lets people follow a newsletter, and never brings back who left it", async () => {
    await imported("email\nann@example.com\n", { newsletters: ["weekly"] });
    await database.db.execute(sql`update follow set state = 'left'`);
    await imported("email\nann@example.com\nben@example.com\n", { newsletters: ["weekly"], changes: ["newsletter"] });
    const follows = await database.db.execute(
      sql`select address, state from follow join reader on reader.id = follow.reader_id order by address`,
    );
    expect(follows).toEqual([
      { address: "ann@example.com", state: "left" },
      { address: "ben@example.com", state: "following" },
    ]);
  });
});

describe("whoever must not be written to", () => {
  it("stays so, however often they are imported and in whatever case", async () => {
    await enrolled(context, { email: "left@example.com" });
    await leave(context, { token: tokenIn(lastTo(context, "left@example.com"), "leave"), from: "everything" });
    await enrolled(context, { email: "gone@example.com" });
    const [gone] = await database.db.execute<{ id: string }>(
      sql`select id from reader where address = 'gone@example.com'`,
    );
    await erase(context, { readerId: Number(gone?.id) });
    const done = await imported("email\nLEFT@example.com\nGone@Example.com\n", {
      course: "test-course",
      changes: ["course"],
    });
    expect(done.counts).toMatchObject({ rows: 2, added: 0, suppressed: 2, enrolled: 0 });
    expect(await faults()).toEqual([
      "2: This person left, and is not written to any more.",
      "3: This person asked to be erased, and is not written to any more.",
    ]);
    const before = context.mail.sent.length;
    await serveUntil(context, "2026-03-09T00:00:00Z");
    expect(context.mail.sent.length).toBe(before);
  });

  it("becomes known from a status column, without becoming a reader", async () => {
    const done = await imported(
      "email,status\nann@example.com,unsubscribed\nben@example.com,Bounced\ncleo@example.com,spam\ndan@example.com,active\n" +
        "eve@example.com,pending\nfay@example.com,purple\n",
    );
    expect(done.counts).toMatchObject({ added: 1, stopped: 3, faulty: 2 });
    const reasons = await Promise.all(
      ["ann", "ben", "cleo", "dan"].map((name) =>
        readSuppression(database.db, { addressHash: hashAddress(context, `${name}@example.com`) }),
      ),
    );
    expect(reasons).toEqual(["left", "bounced", "complained", null]);
    expect((await readers()).map(({ address }) => address)).toEqual(["dan@example.com"]);
  });

  it("is remembered by the graver reason, whichever came first", async () => {
    const file = (status: string) => `email,status\nann@example.com,${status}\n`;
    const reason = () => readSuppression(database.db, { addressHash: hashAddress(context, "ann@example.com") });
    await imported(file("unsubscribed"));
    await imported(file("spam"));
    expect(await reason()).toBe("complained");
    await imported(file("unsubscribed"));
    expect(await reason()).toBe("complained");
    expect((await imported(file("active"))).counts).toMatchObject({ added: 0, suppressed: 1 });
  });

  it("leaves with all that was queued when a later file says so, unless they agreed here themselves", async () => {
    await imported("email\nann@example.com\n", { course: "test-course" });
    await enrolled(context, { email: "own@example.com" });
    const done = await imported("email,status\nann@example.com,unsubscribed\nown@example.com,unsubscribed\n");
    expect(done.counts).toMatchObject({ stopped: 1, known: 1 });
    const states = await database.db.execute(
      sql`select address, state from enrolment join reader on reader.id = reader_id order by address`,
    );
    expect(states).toEqual([
      { address: "ann@example.com", state: "left" },
      { address: "own@example.com", state: "active" },
    ]);
  });
});

describe("a file that is none", () => {
  it.each([
    ["a million columns", `${"a,".repeat(1_000_000)}\n`, /no row in this file/],
    ["ten thousand columns", `${"a,".repeat(10_000)}\nann@example.com\n`, /10,001 columns/],
    ["blank lines", "\n\n  \n", /no row in this file/],
  ])("with %s is refused in words", async (_, text, words) => {
    await expect(begun(text)).rejects.toThrow(words);
  });

  it("waits behind another that is taken over at the same time, and both come through", async () => {
    const ids = [await begun("email\nann@example.com\nben@example.com\n"), await begun("email\nben@example.com\n")];
    for (const id of ids) await checkImport(context, { id });
    await Promise.all([1, 2].map(() => workOnImports(context, { isOver: () => false })));
    for (const id of ids) await startImport(context, { id, statement, isConfirmed: true, hand });
    await Promise.all([1, 2].map(() => workOnImports(context, { isOver: () => false })));
    expect((await Promise.all(ids.map(row))).map(({ state }) => state)).toEqual(["done", "done"]);
    expect((await readers()).map(({ address }) => address)).toEqual(["ann@example.com", "ben@example.com"]);
  });
});

describe("people who read here already", () => {
  it("are left as they are, unless the author says what may change", async () => {
    const file = "email,name,zone,tags\nmaria@example.com,Someone Else,Asia/Tokyo,new\n";
    await enrolled(context);
    await workOff(context);
    await imported(file);
    expect(await readers()).toMatchObject([{ name: "Maria", zone: "Europe/Berlin" }]);
    const done = await imported(file, { changes: ["zone", "tags"] });
    expect(done.counts).toMatchObject({ added: 0, changed: 1 });
    expect(await readers()).toMatchObject([{ name: "Maria", zone: "Asia/Tokyo" }]);
    // The course under way moves with the zone: 7:00 in Tokyo.
    const [run] = await database.db.execute<{ at: string }>(sql`select next_send_at as at from enrolment`);
    expect(new Date(String(run?.at)).toISOString().slice(11)).toBe("22:00:00.000Z");
  });

  it("are in no course twice", async () => {
    await imported("email\nann@example.com\n", { course: "test-course" });
    const done = await imported("email\nann@example.com\n", { course: "test-course", changes: ["course"] });
    expect(done.counts).toMatchObject({ changed: 1, enrolled: 0 });
  });
});

describe("rows that cannot be taken", () => {
  it("are told by line, with what would help, and the others are taken", async () => {
    const done = await imported(
      "email,zone,day\nann@example.com,Europe/Berlin,2\nann@example.com,,\nnot an address,,\nben@example.com,Mars/Base,\n" +
        "cleo@example.com,,99\n\ndan@example.com,,,too,many\neve@example.com\n",
      { course: "test-course" },
    );
    expect(done.counts).toMatchObject({ rows: 7, added: 3, twice: 1, faulty: 3 });
    // What nobody knows as a zone keeps nobody out: they get the one for all, and the author is told.
    expect(done.counts.unknownZones).toEqual({ readers: 1, words: ["Mars/Base"] });
    expect(await faults()).toEqual([
      "4: The email address cannot be right.",
      "6: Lesson 99 is asked for, and the course has 5.",
      "8: This row has 5 cells, and the file has 3 columns.",
      "3: This address stands on line 2 already.",
    ]);
  });
});

describe("an import that is stopped or dies", () => {
  const file = () =>
    `email\n${Array.from({ length: 3_000 }, (_, number) => `ann${number % 2_900}@example.com`).join("\n")}\n`;

  it("goes on where it was, with no row twice and none lost", async () => {
    const id = await begun(file());
    const { plan } = await row(id);
    // With something that may change, steps are short.
    await planImport(context, { id, plan: { ...plan, changes: ["tags"], course: "test-course" } });
    await checkImport(context, { id });
    let steps = 0;
    await workOnImports(context, { isOver: () => ++steps > 3 });
    expect(await row(id)).toMatchObject({ state: "checking", counts: { rows: expect.any(Number) } });
    await workOnImports(context, { isOver: () => false });
    expect((await row(id)).counts).toMatchObject({ rows: 3_000, added: 2_900, twice: 100, enrolled: 2_900 });
    await startImport(context, { id, statement, isConfirmed: true, hand });
    steps = 0;
    await workOnImports(context, { isOver: () => ++steps > 3 });
    await stopImport(context, { id, hand });
    const half = (await readers()).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(2_900);
    expect(await workOnImports(context, { isOver: () => false })).toBe(false);
    await resumeImport(context, { id, hand });
    await workOnImports(context, { isOver: () => false });
    expect((await row(id)).counts).toMatchObject({ rows: 3_000, added: 2_900, twice: 100, enrolled: 2_900 });
    expect((await readers()).length).toBe(2_900);
  });

  it("is worked on by one worker at a time, and by the next once the first is silent", async () => {
    const id = await begun(file());
    const { plan } = await row(id);
    await planImport(context, { id, plan: { ...plan, changes: ["tags"] } });
    await checkImport(context, { id });
    const [one, other] = [{ steps: 0 }, { steps: 0 }];
    const worker = (mine: { steps: number }) => workOnImports(context, { isOver: () => ++mine.steps > 100 });
    await Promise.all([worker(one), worker(other)]);
    expect((await row(id)).counts).toMatchObject({ rows: 3_000, added: 2_900, twice: 100 });
  });

  it("lets a worker that was silent for too long do nothing more once another has taken over", async () => {
    const id = await begun("email\nann@example.com\n");
    await checkImport(context, { id });
    const { plan } = await row(id);
    if (plan === null) throw new Error("nothing was guessed");
    const later = new Date(now.getTime() + 60_000);
    expect(await claimImport(database.db, { id, leaseToken: "slow", leaseUntil: now, elapsedAt: now })).not.toBeNull();
    expect(
      await claimImport(database.db, { id, leaseToken: "other", leaseUntil: later, elapsedAt: later }),
    ).not.toBeNull();
    const judge = await openJudge(context, { plan, headings: ["email"] });
    const portion = { rows: [{ line: 2, cells: ["ann@example.com"] }], faults: [], next: { offsetBytes: 22, line: 3 } };
    const stepBy = (leaseToken: string) => step(context, { id, leaseToken, pass: "checking", plan, judge }, portion);
    expect([await stepBy("slow"), await stepBy("other")]).toEqual([false, true]);
    expect((await row(id)).counts).toMatchObject({ rows: 1, added: 1 });
  });

  it("takes nobody over without a statement and a ticked box", async () => {
    const id = await begun("email\nann@example.com\n");
    expect(await startImport(context, { id, statement, isConfirmed: true, hand })).toMatchObject({ kind: "wrong" });
    await checkImport(context, { id });
    await workOnImports(context, { isOver: () => false });
    expect(await startImport(context, { id, statement, isConfirmed: false, hand })).toMatchObject({ kind: "wrong" });
    expect(await startImport(context, { id, statement: "yes", isConfirmed: true, hand })).toMatchObject({
      kind: "wrong",
    });
    expect(await readers()).toEqual([]);
  });
});

describe("what a file leaves behind", () => {
  it("is gone when it is done, and after a week when nobody touched it", async () => {
    const done = await imported("email\nann@example.com\nnobody\n");
    expect(done.fileKey).toBeNull();
    const id = await begun("email\nben@example.com\n");
    const { fileKey } = await row(id);
    const path = importFile(context, fileKey ?? "");
    expect(existsSync(path)).toBe(true);
    context.clock.advance(8 * 86_400_000);
    await forgetOldImports(context);
    expect(existsSync(path)).toBe(false);
    expect(await faults()).toEqual([]);
  });

  it("is no half of a file that a killed process had begun to write", async () => {
    const id = await begun("email\nann@example.com\n");
    const { fileKey } = await row(id);
    const half = `${importFile(context, "half")}.part`;
    writeFileSync(half, "email");
    writeFileSync(importFile(context, "unknown"), "email");
    const dayBefore = new Date(now.getTime() - 2 * 86_400_000);
    for (const path of [half, importFile(context, "unknown"), importFile(context, fileKey ?? "")]) {
      utimesSync(path, dayBefore, dayBefore);
    }
    await forgetOldImports(context);
    expect([half, importFile(context, "unknown")].map((path) => existsSync(path))).toEqual([false, false]);
    expect(existsSync(importFile(context, fileKey ?? ""))).toBe(true);
  });

  it("holds nothing more of whoever is erased", async () => {
    await imported("email,source\nann@example.com,Ann at the spring fair\nann@example.com,\n");
    expect(await faults()).toHaveLength(1);
    const [ann] = await database.db.execute<{ id: string }>(sql`select id from reader`);
    await erase(context, { readerId: Number(ann?.id) });
    expect(await faults()).toEqual([]);
    const consents = await database.db.execute(sql`select form, words from consent`);
    expect(consents).toEqual([{ form: "import", words: statement }]);
  });

  it("stands in the log with who stopped it, let it go on and threw it away", async () => {
    await database.db.execute(sql`insert into author (id, name, address, role, created_at, updated_at)
      values ('ada', 'Ada', 'ada@example.com', 'owner', '2026-01-01', '2026-01-01')`);
    const ada = { id: "ada", name: "Ada" };
    const id = await begun("email\nann@example.com\n");
    await checkImport(context, { id });
    await stopImport(context, { id, hand: ada });
    await resumeImport(context, { id, hand: ada });
    expect(await discardImport(context, { id, hand: ada })).toMatchObject({ kind: "wrong" });
    await stopImport(context, { id, hand: ada });
    await discardImport(context, { id, hand: ada });
    const acts = await database.db.execute(sql`select act, facts->>'what' as what from author_act order by id`);
    expect(acts.map(({ act }) => act)).toEqual(
      ["stopped", "resumed", "stopped", "discarded"].map((did) => `import ${did}`),
    );
    expect(acts[0]?.what).toBe("list.csv");
  });

  it("can be thrown away before anybody was taken over", async () => {
    const id = await begun("email\nann@example.com\n");
    expect(await discardImport(context, { id, hand })).toEqual({ kind: "ok" });
    expect(await readImport(database.db, { id })).toBeNull();
  });
});
