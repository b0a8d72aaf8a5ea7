import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findFileCorrection } from "../../db/letters/files.ts";
import { findNewsletterBySlug } from "../../db/letters/newsletters.ts";
import { issue, newsletter } from "../../db/schema/letters.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { testContext } from "../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { correctAsAuthor } from "../letters/act-as-author.ts";
import { checkIssue } from "../letters/check-issue.ts";
import { scheduleIssue, unscheduleIssue } from "../letters/schedule-issue.ts";
import { createTypesetter } from "../letters/typesetter.ts";
import { makeProject, type Project } from "./fixtures/project.ts";
import { publishCourses } from "./publish.ts";

let database: TestDatabase;
let project: Project | undefined;
const now = new Date("2026-03-02T08:00:00Z");
const file = "emails/newsletter/weekly/second-wind.tsx";

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(() => project?.remove());
afterAll(() => database.close());

const letter = (body: string, subject = "For {{reader.name | you}}: second wind") => `
  export const issue = { title: "Second wind", subject: ${JSON.stringify(subject)}, preheader: "It comes late." };
  export default function SecondWind({ reader, variant, links, site, surface, issue }) {
    const body = <p>${body}</p>;
    if (surface === "web") return <article>{body}</article>;
    return <html><body>{body}<p><a href={links.leave}>Leave</a><a href={issue.url}>Web</a>{site.postalAddress}</p></body></html>;
  }`;

const publish = (root: string) => publishCourses({ db: database.db, root, now });
/** Those of the weekly letter, the newsletter that every database has. */
const rows = () => database.db.select().from(issue).where(eq(issue.newsletterId, 1)).orderBy(issue.slug);

test("a letter that is a file becomes a draft, changes with its file, and goes with it", async () => {
  project = await makeProject({ [file]: letter("{variant.named ? reader.name : 'You'}, keep going.") });
  expect((await publish(project.root)).published).toContain("weekly/second-wind");
  const [first] = await rows();
  expect(first).toMatchObject({ slug: "second-wind", origin: "file", state: "draft", title: "Second wind" });
  expect(first?.versionId).not.toBeNull();
  expect((await publish(project.root)).published).not.toContain("weekly/second-wind");
  await project.write({ [file]: letter("Keep going.") });
  expect((await publish(project.root)).published).toContain("weekly/second-wind");
  expect((await rows())[0]?.versionId).not.toBe(first?.versionId);
  // The title stands in the archive's list alone, not in the letter that was compiled.
  await project.write({ [file]: letter("Keep going.").replace('"Second wind"', '"The second wind"') });
  await publish(project.root);
  expect((await rows())[0]?.title).toBe("The second wind");
  await project.write({ [file]: null });
  await publish(project.root);
  expect(await rows()).toEqual([]);
});

test("a letter that is a file may bring two subjects, and is compiled with both", async () => {
  const both = (other: string) =>
    letter("Keep going.").replace("preheader:", `subjectB: ${JSON.stringify(other)}, preheader:`);
  project = await makeProject({ [file]: both("Keep going, {{reader.name | you}}") });
  await publish(project.root);
  const [first] = await rows();
  expect(first).toMatchObject({ subjectB: "Keep going, {{reader.name | you}}", versionBId: expect.any(Number) });
  expect(first?.versionBId).not.toBe(first?.versionId);
  expect((await publish(project.root)).published).not.toContain("weekly/second-wind");
  await project.write({ [file]: letter("Keep going.") });
  expect((await publish(project.root)).published).toContain("weekly/second-wind");
  expect(await rows()).toMatchObject([{ subjectB: null, versionBId: null, versionId: first?.versionId }]);
  await project.write({ [file]: both("For {{reader.name | you}}: second wind") });
  await expect(publish(project.root)).rejects.toThrow(/has the same subject twice/);
  await project.write({ [file]: null });
  await publish(project.root);
});

test("a letter on its way is left as it is sent, and the change of its file waits for its author to send it on", async () => {
  project = await makeProject({ [file]: letter("Keep gong.") });
  await publish(project.root);
  const [{ id: issueId = 0, versionId: sent = null } = {}] = await rows();
  const context = testContext({ db: database.db, now });
  const author = await authorNamed(database.db);
  const when = { mode: "at", sendAt: new Date("2026-03-03T08:00:00Z") } as const;
  const everyone = { audience: null, test: null, typedSize: null };
  await scheduleIssue(context, { issueId, when, ...everyone });
  const typesetter = createTypesetter({ root: project.root });
  const correct = () => correctAsAuthor(context, { issueId, author, typesetter });
  const waiting = async () => (await findFileCorrection(database.db, { issueId }))?.subject ?? null;

  expect(await correct()).toEqual({ kind: "already" });
  await project.write({ [file]: letter("Keep going.", "Going on") });
  const told = "weekly/second-wind, whose change waits in the studio";
  expect((await publish(project.root)).published).toContain(told);
  expect((await publish(project.root)).published).not.toContain(told);
  expect(await rows()).toMatchObject([{ state: "scheduled", versionId: sent }]);
  expect(await waiting()).toBe("Going on");

  // What the file says again as it is sent is no change any more.
  await project.write({ [file]: letter("Keep gong.") });
  await publish(project.root);
  expect(await waiting()).toBe(null);

  await project.write({ [file]: letter("Keep going.", "Going on") });
  await publish(project.root);
  expect(await correct()).toEqual({ kind: "done" });
  const [corrected] = await rows();
  expect(corrected).toMatchObject({ subject: "Going on", state: "scheduled" });
  expect(corrected?.versionId).not.toBe(sent);
  expect(await waiting()).toBe(null);
  expect((await publish(project.root)).published).not.toContain(told);

  await project.write({ [file]: letter("Keep on.", "On") });
  await publish(project.root);
  const checked = async () => JSON.stringify((await checkIssue(context, { id: issueId, typesetter }))?.compiled);
  expect(await checked()).toContain("Keep on.");
  await database.db.update(issue).set({ state: "cancelled", cancelledAt: now });
  expect(await checked()).toContain("Keep going.");
  await database.db.update(issue).set({ state: "scheduled", cancelledAt: null });

  // Taken back, it is a draft again, and a draft is what its file says.
  await unscheduleIssue(context, { issueId });
  expect(await rows()).toMatchObject([{ subject: "On", state: "draft" }]);
  expect((await publish(project.root)).published.filter((name) => name.startsWith("weekly"))).toEqual([]);
  typesetter.close();
  await project.write({ [file]: null });
  await publish(project.root);
});

test("while two subjects of a letter are tried, a file that names one of them changes its text and both subjects stay", async () => {
  const two = (body: string) => letter(body, "One").replace("preheader:", 'subjectB: "Two", preheader:');
  project = await makeProject({ [file]: two("Keep gong.") });
  await publish(project.root);
  const [{ id: issueId = 0 } = {}] = await rows();
  const context = testContext({ db: database.db, now });
  const author = await authorNamed(database.db);
  const when = { mode: "at", sendAt: new Date("2026-03-03T08:00:00Z") } as const;
  await scheduleIssue(context, { issueId, when, audience: null, test: { percent: 50, minutes: 60 }, typedSize: null });
  const typesetter = createTypesetter({ root: project.root });
  for (const [place, subject] of ["One", "Two"].entries()) {
    await project.write({ [file]: letter(`Keep going ${place}.`, subject) });
    await publish(project.root);
    expect(await correctAsAuthor(context, { issueId, author, typesetter })).toEqual({ kind: "done" });
    expect(await rows()).toMatchObject([{ subject: "One", subjectB: "Two", versionBId: expect.any(Number) }]);
    expect((await publish(project.root)).published.filter((name) => name.startsWith("weekly"))).toEqual([]);
  }
  typesetter.close();
  await unscheduleIssue(context, { issueId });
  await project.write({ [file]: null });
  await publish(project.root);
});

test("a newsletter may be described in a file; from then on it is the studio's, and its end stops its files", async () => {
  const described = 'export const newsletter = { title: "Race notes", senderName: "Mara", duringCourse: "skip" };';
  const folder = "emails/newsletter/race-notes";
  project = await makeProject({ [`${folder}/newsletter.ts`]: described, [`${folder}/one.tsx`]: letter("Keep going.") });
  expect((await publish(project.root)).published).toContain("race-notes/one");
  const made = () => findNewsletterBySlug(database.db, { slug: "race-notes" });
  expect(await made()).toMatchObject({ title: "Race notes", senderName: "Mara", duringCourse: "skip", tracking: true });
  await database.db.update(newsletter).set({ title: "Notes" }).where(eq(newsletter.slug, "race-notes"));
  await publish(project.root);
  expect(await made()).toMatchObject({ title: "Notes" });
  await database.db.update(newsletter).set({ retiredAt: now }).where(eq(newsletter.slug, "race-notes"));
  await project.write({ [`${folder}/two.tsx`]: letter("Go on.") });
  expect((await publish(project.root)).published).not.toContain("race-notes/two");
  await project.write({ "emails/newsletter/odd/newsletter.ts": 'export const newsletter = { title: "\uE000" };' });
  await expect(publish(project.root)).rejects.toThrow(/odd\/newsletter.ts has a fault in newsletter.title/);
});

test("a letter that looks into a slot, has a wrong one, or is of no newsletter is refused by name", async () => {
  project = await makeProject({ [file]: letter("{reader.name.length}") });
  await expect(publish(project.root)).rejects.toThrow(/looks into the slot reader.name/);
  await project.write({ [file]: letter("Hi", "Hi {{nobody}}") });
  await expect(publish(project.root)).rejects.toThrow(/second-wind.tsx has the slot \{\{nobody\}\}/);
  await project.write({ [file]: null, "emails/newsletter/nowhere/a.tsx": letter("Hi") });
  await expect(publish(project.root)).rejects.toThrow(
    /emails\/newsletter\/nowhere is of a newsletter that does not exist/,
  );
});

test("a text in Markdown is a newsletter's first draft, once", async () => {
  const head = "---\ntitle: Hello\nsubject: Hello there\npreheader: A first line\n---\n\n";
  project = await makeProject({ "emails/newsletter/weekly/hello.md": `${head}Hi {{reader.name | there}}\n` });
  expect((await publish(project.root)).published).toContain("weekly/hello");
  expect(await rows()).toMatchObject([{ slug: "hello", origin: "written", markdown: "Hi {{reader.name | there}}\n" }]);
  await project.write({ "emails/newsletter/weekly/hello.md": `${head}Another\n` });
  expect((await publish(project.root)).published).not.toContain("weekly/hello");
  expect((await rows())[0]?.markdown).toBe("Hi {{reader.name | there}}\n");
});
