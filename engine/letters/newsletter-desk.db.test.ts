import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listEndedNewsletters } from "../../db/letters/drafts.ts";
import { findNewsletterBySlug } from "../../db/letters/newsletters.ts";
import { authorNamed } from "../../tests/factories/author.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { addFollowers, aLetter, aNewsletter } from "../../tests/factories/letter.ts";
import { publishedNewsletterNotices } from "../../tests/factories/newsletter-notices.ts";
import { mailTo, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import type { Author } from "../studio/author.ts";
import { askForNewsletter } from "./follow.ts";
import { changeNewsletter, makeNewsletter, retireOrReopen } from "./newsletter-desk.ts";
import type { NewsletterForm } from "./newsletter-form.ts";
import { planIssues } from "./plan-issues.ts";
import { sendIssue } from "./schedule-issue.ts";

let database: TestDatabase;
let context: TestContext;
let author: Author;

beforeAll(async () => {
  database = await testDatabase();
  author = await authorNamed(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("newsletter", "reader", "batch", "planning", "author_act");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  const newsletterId = await aNewsletter(database.db);
  await publishedNewsletterNotices(database.db, { newsletterId });
});

function newsletterForm(form: Partial<NewsletterForm> = {}): NewsletterForm {
  return {
    ...{ slug: "", title: "Race notes", description: "", senderName: "", replyTo: "" },
    ...{ tracking: true, duringCourse: "hold-cancel" },
    ...form,
  };
}

const acts = async () =>
  (
    await database.db.execute<{ line: string }>(
      sql`select author_name || ': ' || act as line from author_act order by id`,
    )
  ).map(({ line }) => line);

describe("a new newsletter", () => {
  it("can be followed at once, and asks in its own name", async () => {
    const form = newsletterForm({
      title: "\ue000Über \u202e Läufe!\uf8ff",
      senderName: "Mara",
      replyTo: "Mara@Example.org",
    });
    expect(await makeNewsletter(context, { author, form })).toEqual({ kind: "made", slug: "uber-laufe" });
    expect(await findNewsletterBySlug(context.db, { slug: "uber-laufe" })).toMatchObject({
      ...{ title: "Über Läufe!", senderName: "Mara", replyTo: "mara@example.org" },
      ...{ duringCourse: "hold", heldThen: "cancel" },
    });
    const email = "ines@example.com";
    const typed = { email, name: "", newsletter: "uber-laufe", timezone: "", honeypot: "", form: "letter page" };
    await askForNewsletter(context, { ...typed, ip: null, userAgent: null });
    await workOff(context);
    const [question] = mailTo(context, email);
    expect(question).toMatchObject({ subject: "Letter notice: confirm, Über Läufe!", replyTo: "mara@example.org" });
    expect(question?.from).toMatch(/^Mara </);
    expect(await acts()).toEqual(["Ada: newsletter made"]);
  });

  it.each([
    ["no title", { title: "  " }, null],
    ["a title of which no address can be made", { title: "走る" }, "odd"],
    ["a name that is no address", { slug: "../etc" }, "odd"],
    ["a name that is taken", { slug: "weekly" }, "taken"],
    ["a name that is a page of the studio", { slug: "new" }, "taken"],
    ["a title that is too long", { title: "x".repeat(101) }, null],
    ["a title of nothing but a character that no letter can hold", { title: "\uE000" }, "odd"],
    ["an address for answers that is two", { replyTo: "a@example.org, b@example.org" }, null],
    ["a course rule that there is none of", { duringCourse: "constructor" }, null],
  ])("with %s is not made", async (_, form, slugFault) => {
    const made = await makeNewsletter(context, { author, form: newsletterForm(form) });
    expect(made).toEqual({ kind: "invalid", slugFault });
    expect(await acts()).toEqual([]);
  });

  it("lets no sender name begin a header of its own", async () => {
    const form = newsletterForm({ senderName: "Mara\r\nBcc: everybody@example.org" });
    await makeNewsletter(context, { author, form });
    const made = await findNewsletterBySlug(context.db, { slug: "race-notes" });
    expect(made?.senderName).toBe("Mara Bcc: everybody@example.org");
  });
});

describe("a newsletter", () => {
  it("may end while its letters only wait for courses to end, and they still go out then", async () => {
    const { id } = await aLetter(context.db, { newsletterId: 1 });
    const [held, free] = await addFollowers(context.db, { newsletterId: 1, count: 2 });
    await sendIssue(context, { issueId: id, audience: null, test: null, typedSize: null });
    await planIssues(context);
    const end = { author, slug: "weekly", to: "retired" as const };
    expect(await retireOrReopen(context, end)).toEqual({ kind: "on its way" });
    // As planning leaves the letter of somebody in a course.
    await context.db.execute(sql`
      update delivery set due_at = null, held_for = 'course', held_until = '2026-03-16', held_check_at = '2026-03-04'
      where reader_id = (select id from reader where address = ${held})`);
    expect(await retireOrReopen(context, end)).toEqual({ kind: "on its way" });
    await workOff(context);
    expect(mailTo(context, free ?? "")).toHaveLength(1);
    expect(await retireOrReopen(context, end)).toEqual({ kind: "done" });
    context.clock.advance(3 * 86_400_000);
    await workOff(context);
    expect(mailTo(context, held ?? "")).toHaveLength(1);
  });

  it("is renamed and keeps its address; the log says what was changed, and nothing when nothing was", async () => {
    const form = newsletterForm({ title: "Monday", duringCourse: "skip" });
    expect(await changeNewsletter(context, { author, slug: "weekly", form })).toEqual({ kind: "changed" });
    expect(await changeNewsletter(context, { author, slug: "weekly", form })).toEqual({ kind: "changed" });
    expect(await findNewsletterBySlug(context.db, { slug: "weekly" })).toMatchObject({ title: "Monday" });
    const [act, ...others] = await database.db.execute(sql`select act, facts from author_act`);
    expect(act).toMatchObject({ act: "newsletter changed", facts: { what: "title, what happens during a course" } });
    expect(others).toEqual([]);
    expect(await changeNewsletter(context, { author, slug: "none", form })).toEqual({ kind: "unknown" });
  });

  it("ends and is opened again, but not while a letter of it is on its way", async () => {
    const { id } = await aLetter(context.db, { newsletterId: 1 });
    await context.db.execute(sql`update issue set state = 'scheduled', mode = 'now' where id = ${id}`);
    const end = { author, slug: "weekly", to: "retired" as const };
    expect(await retireOrReopen(context, end)).toEqual({ kind: "on its way" });
    await context.db.execute(sql`update issue set state = 'cancelled', cancelled_at = '2026-03-02' where id = ${id}`);
    expect(await retireOrReopen(context, end)).toEqual({ kind: "done" });
    expect(await retireOrReopen(context, end)).toEqual({ kind: "done" });
    const { id: draft } = await aLetter(context.db, { newsletterId: 1, slug: "second" });
    const sending = { issueId: draft, audience: null, test: null, typedSize: null };
    const ended = { kind: "wrong", message: expect.stringContaining("has ended") };
    expect(await sendIssue(context, sending)).toEqual(ended);
    expect((await listEndedNewsletters(context.db)).map(({ slug }) => slug)).toEqual(["weekly"]);
    expect(await retireOrReopen(context, { ...end, to: "open" })).toEqual({ kind: "done" });
    expect(await findNewsletterBySlug(context.db, { slug: "weekly" })).toMatchObject({ retiredAt: null });
    expect(await sendIssue(context, sending)).toMatchObject({ kind: "scheduled" });
    expect(await acts()).toEqual(["Ada: newsletter retired", "Ada: newsletter opened again"]);
  });
});
