import { resolve } from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findIssue } from "../../db/letters/drafts.ts";
import { authorAct } from "../../db/schema/authors.ts";
import { version } from "../../db/schema/courses.ts";
import { issue, newsletter } from "../../db/schema/letters.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { readPicture } from "../pictures.ts";
import { prepareIssue, previewIssue } from "./draw-issue.ts";
import { takePicture } from "./take-picture.ts";
import { createTypesetter } from "./typesetter.ts";
import { discardIssue, saveIssue, startIssue } from "./write-issue.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
const typesetter = createTypesetter({ root: resolve(import.meta.dirname, "../..") });
let author: { id: string; name: string };
const fields = {
  title: "One leg, many times",
  subject: "One leg",
  preheader: "And what it asks",
  markdown: "Hi {{reader.name | there}}",
};

beforeAll(async () => {
  database = await testDatabase();
  const now = new Date("2026-03-02T08:00:00Z");
  context = testContext({ db: database.db, now });
  author = await authorNamed(database.db);
  const [row] = await database.db
    .insert(newsletter)
    .values({ slug: "notes", title: "The weekly letter", createdAt: now })
    .returning();
  newsletterId = row?.id ?? 0;
});
afterAll(async () => {
  typesetter.close();
  await database.close();
});

async function begun(from: "empty" | "last" = "empty"): Promise<number> {
  const started = await startIssue(context, { newsletterId, from, author });
  if (started.kind !== "started") throw new Error("no newsletter");
  return started.id;
}

const save = (id: number, revision: number, over: Partial<typeof fields> = {}) =>
  saveIssue(context, { id, revision, fields: { ...fields, ...over }, author });

test("a letter is saved, named by its title, and noted once an hour however often it is saved", async () => {
  const id = await begun();
  expect(await save(id, 0)).toEqual({ kind: "saved", revision: 1 });
  expect(await save(id, 1, { markdown: "More" })).toEqual({ kind: "saved", revision: 2 });
  expect(await findIssue(database.db, { id })).toMatchObject({
    slug: "one-leg-many-times",
    markdown: "More",
    revision: 2,
  });
  const acts = await database.db.select({ act: authorAct.act }).from(authorAct).where(eq(authorAct.issueId, id));
  expect(acts.map(({ act }) => act)).toEqual(["issue begun", "issue written"]);
});

test("two letters of one title have two names", async () => {
  const id = await begun();
  await save(id, 0);
  expect((await findIssue(database.db, { id }))?.slug).toBe("one-leg-many-times-2");
});

test("the second tab loses nothing and overwrites nothing: it is shown what was saved meanwhile", async () => {
  const id = await begun();
  await save(id, 0, { markdown: "from the first tab" });
  const second = await save(id, 0, { markdown: "from the second tab" });
  expect(second).toMatchObject({ kind: "conflict", theirs: { revision: 1, markdown: "from the first tab" } });
  expect((await findIssue(database.db, { id }))?.markdown).toBe("from the first tab");
  expect(await save(id, 1, { markdown: "from the second tab" })).toEqual({ kind: "saved", revision: 2 });
});

test("of two saves at the same moment one is stored and the other is told", async () => {
  const id = await begun();
  const answers = await Promise.all(["a", "b", "c"].map((markdown) => save(id, 0, { markdown })));
  expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["conflict", "conflict", "saved"]);
});

test("a save whose answer was lost on the way is no conflict when it is sent again", async () => {
  const id = await begun();
  await save(id, 0);
  expect(await save(id, 0)).toEqual({ kind: "saved", revision: 1 });
});

test("a letter that has gone out is not changed, and neither is one that is a file", async () => {
  const id = await begun();
  const now = context.clock.calendarAt;
  await prepareAnyway(id);
  await database.db
    .update(issue)
    .set({ state: "sent", mode: "now", publishedAt: now, sentAt: now })
    .where(eq(issue.id, id));
  expect(await save(id, 0, { markdown: "too late" })).toMatchObject({ kind: "closed" });
  expect(await discardIssue(context, { id, author })).toBe(false);
  const file = await begun();
  await database.db.update(issue).set({ origin: "file" }).where(eq(issue.id, file));
  expect(await save(file, 0)).toMatchObject({ kind: "closed", message: expect.stringContaining("file") });
});

test("the next letter goes on from the last one", async () => {
  const next = await begun("last");
  const last = await findIssue(database.db, { id: next });
  expect(last).toMatchObject({ title: "One leg, many times", state: "draft", revision: 0 });
});

test("a text that no database takes is kept without what it cannot take", async () => {
  const id = await begun();
  expect(await save(id, 0, { markdown: "a\u0000b\r\nc\uD800" })).toEqual({ kind: "saved", revision: 1 });
  expect((await findIssue(database.db, { id }))?.markdown).toBe("ab\nc\uFFFD");
});

test("a draft is deleted with its versions, and somebody else's is left alone", async () => {
  const id = await begun();
  const other = await begun();
  await save(id, 0);
  await prepareIssue(context, { id, typesetter });
  expect(await discardIssue(context, { id, author })).toBe(true);
  expect(await findIssue(database.db, { id })).toBeNull();
  expect(await database.db.$count(version, eq(version.issueId, id))).toBe(0);
  expect(await findIssue(database.db, { id: other })).not.toBeNull();
});

async function prepareAnyway(id: number): Promise<void> {
  await save(id, 0);
  const prepared = await prepareIssue(context, { id, typesetter });
  if (prepared.kind !== "prepared") throw new Error("it was not prepared");
}

test("what is sent is a version of the stored text, the same one for the same text", async () => {
  const id = await begun();
  await save(id, 0);
  const first = await prepareIssue(context, { id, typesetter });
  const again = await prepareIssue(context, { id, typesetter });
  expect(again).toMatchObject({ kind: "prepared", versionId: first.kind === "prepared" ? first.versionId : 0 });
  expect(await findIssue(database.db, { id })).toMatchObject({
    versionId: first.kind === "prepared" ? first.versionId : 0,
  });
});

test("a letter with a fault is told and makes no version", async () => {
  const id = await begun();
  await save(id, 0, { markdown: "<br>", subject: "" });
  const prepared = await prepareIssue(context, { id, typesetter });
  expect(prepared).toMatchObject({
    kind: "complaints",
    complaints: [{ field: "subject" }, { field: "text", line: 1 }],
  });
  expect((await findIssue(database.db, { id }))?.versionId).toBeNull();
});

test("a preview greets the reader it is for, with words that are not saved yet", async () => {
  const id = await begun();
  const drawn = await previewIssue(context, { id, typesetter, name: "O'Brien <b>", fields });
  expect(drawn?.html).toContain('Hi <span dir="auto">O&#x27;Brien &lt;b&gt;</span>');
  const nameless = await previewIssue(context, { id, typesetter, name: " ", fields });
  expect(nameless?.text).toContain("Hi there");
});

test("a text that was compiled slowly does not take the place of the one that was saved meanwhile", async () => {
  const id = await begun();
  await save(id, 0);
  const slow = {
    ...typesetter,
    compile: async (source: Parameters<typeof typesetter.compile>[0]) => {
      const set = await typesetter.compile(source);
      await save(id, 1, { markdown: "The newer words" });
      await prepareIssue(context, { id, typesetter });
      return set;
    },
  };
  const late = await prepareIssue(context, { id, typesetter: slow });
  expect(late).toMatchObject({ kind: "prepared", revision: 1 });
  const stored = await findIssue(database.db, { id });
  expect(stored?.versionId).not.toBe(late.kind === "prepared" ? late.versionId : null);
});

test("an upload is noted, and cleared away after a month unless a letter or an old version shows it", async () => {
  const paint = async (background: string) => {
    const drawn = sharp({ create: { width: 20, height: 20, channels: 3, background } });
    const taken = await takePicture(context, { bytes: await drawn.png().toBuffer(), author });
    if (taken.kind !== "taken") throw new Error(taken.message);
    return taken.name;
  };
  const [shown, old, unused] = [await paint("red"), await paint("green"), await paint("blue")];
  const id = await begun();
  await save(id, 0, { title: "With a picture", markdown: `![A field](/pictures/${old})` });
  expect(await prepareIssue(context, { id, typesetter })).toMatchObject({ kind: "prepared" });
  await save(id, 1, { title: "With a picture", markdown: `![A track](/pictures/${shown})` });
  context.clock.advance(31 * 86_400_000);
  const fresh = await paint("white");
  const there = async (name: string) => (await readPicture(context, { name })).kind === "picture";
  expect([await there(shown), await there(old), await there(unused), await there(fresh)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  const acts = await database.db
    .select({ act: authorAct.act })
    .from(authorAct)
    .where(eq(authorAct.act, "picture uploaded"));
  expect(acts).toHaveLength(4);
});
