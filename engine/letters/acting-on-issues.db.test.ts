import { resolve } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findIssue } from "../../db/letters/drafts.ts";
import { authorAct } from "../../db/schema/authors.ts";
import { newsletter } from "../../db/schema/letters.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { correctAsAuthor, readyIssue, sendAsAuthor, steerAsAuthor, takeBack, testAsAuthor } from "./act-as-author.ts";
import { createTypesetter } from "./typesetter.ts";
import { saveIssue, startIssue } from "./write-issue.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
let author: Awaited<ReturnType<typeof authorNamed>>;
const typesetter = createTypesetter({ root: resolve(import.meta.dirname, "../..") });
const fields = {
  title: "One leg",
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
    .values({ slug: "notes", title: "Notes", createdAt: now })
    .returning();
  newsletterId = row?.id ?? 0;
});
afterAll(async () => {
  typesetter.close();
  await database.close();
});

async function written(over: Partial<typeof fields> = {}): Promise<number> {
  const started = await startIssue(context, { newsletterId, from: "empty", author });
  if (started.kind !== "started") throw new Error("no newsletter");
  await saveIssue(context, { id: started.id, revision: 0, fields: { ...fields, ...over }, author });
  return started.id;
}

const ready = (id: number, subjectB: string | null = null) =>
  readyIssue(context, { id, subjectB, isPrivate: false, typesetter });
const tomorrow = { mode: "at", sendAt: new Date("2026-03-03T08:00:00Z") } as const;
const send = (issueId: number, revision: number) =>
  sendAsAuthor(context, { issueId, when: tomorrow, audience: null, test: null, typedSize: null, revision, author });

const actsOn = async (id: number) => {
  const rows = await database.db.select({ act: authorAct.act }).from(authorAct).where(eq(authorAct.issueId, id));
  return rows.map(({ act }) => act);
};

test("a letter is made ready, scheduled, taken back, scheduled again and cancelled, and each act is noted", async () => {
  const id = await written();
  expect(await ready(id)).toEqual({ kind: "ready", revision: 1, triesSubjects: false });
  expect(await send(id, 1)).toMatchObject({ kind: "scheduled", readers: 0 });
  expect(await takeBack(context, { issueId: id, author })).toBe(true);
  expect((await findIssue(database.db, { id }))?.state).toBe("draft");
  expect(await send(id, 1)).toMatchObject({ kind: "scheduled" });
  expect(await steerAsAuthor(context, { issueId: id, how: "cancel", author })).toEqual({ kind: "done" });
  expect(await steerAsAuthor(context, { issueId: id, how: "resume", author })).toMatchObject({ kind: "not now" });
  expect(await actsOn(id)).toEqual([
    "issue begun",
    "issue written",
    "issue scheduled",
    "issue taken back",
    "issue scheduled",
    "issue cancelled",
  ]);
});

test("a letter that was changed after it was looked at is not sent", async () => {
  const id = await written();
  await ready(id);
  await saveIssue(context, { id, revision: 1, fields: { ...fields, markdown: "Something else" }, author });
  expect(await send(id, 1)).toEqual({ kind: "changed" });
  expect((await findIssue(database.db, { id }))?.state).toBe("draft");
});

test("a letter with a fault is not made ready", async () => {
  expect(await ready(await written({ markdown: "[x](javascript:alert(1))" }))).toMatchObject({ kind: "complaints" });
});

test("a correction is what is sent from then on, and the same text twice is none", async () => {
  const id = await written();
  await ready(id);
  await send(id, 1);
  const before = (await findIssue(database.db, { id }))?.versionId;
  expect(await correctAsAuthor(context, { issueId: id, author, typesetter })).toEqual({ kind: "already" });
  await saveIssue(context, { id, revision: 1, fields: { ...fields, markdown: "Mended" }, author });
  expect((await findIssue(database.db, { id }))?.versionId).toBe(before);
  expect(await correctAsAuthor(context, { issueId: id, author, typesetter })).toEqual({ kind: "done" });
  expect((await findIssue(database.db, { id }))?.versionId).not.toBe(before);
});

test("a second subject is compiled with the letter, and left out when it is taken away", async () => {
  const id = await written();
  await ready(id, "Standing on one leg");
  expect((await findIssue(database.db, { id }))?.versionBId).not.toBeNull();
  await ready(id);
  expect(await findIssue(database.db, { id })).toMatchObject({ subjectB: null, versionBId: null });
});

test("a test goes to the author alone, and no more than twenty within an hour", async () => {
  const id = await written();
  const tryOut = () => testAsAuthor(context, { issueId: id, author, name: "Ines", subject: "a", typesetter });
  expect(await tryOut()).toMatchObject({ kind: "sent", subject: "[Test] One leg" });
  expect(context.mail.sent.map(({ message }) => message.to)).toEqual([author.address]);
  const at = context.clock.calendarAt;
  const more = Array.from({ length: 18 }, () => ({
    at,
    authorId: author.id,
    authorName: "Ada",
    act: "issue tested",
    facts: {},
  }));
  await database.db.insert(authorAct).values(more);
  // Two presses at once are one too many together.
  const both = await Promise.all([tryOut(), tryOut()]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["sent", "wrong"]);
  expect(await tryOut()).toMatchObject({ kind: "wrong", message: expect.stringContaining("20 tests") });
});
