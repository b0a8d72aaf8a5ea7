import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { addFollowers, aLetter, aNewsletter } from "../../tests/factories/letter.ts";
import { enrolled, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { planIssues } from "./plan-issues.ts";
import { sendIssue } from "./schedule-issue.ts";

let database: TestDatabase;

/** A letter that is queued for its one reader, a draft of another newsletter, and a reader in a course. */
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const context = testContext({ db, now: new Date("2026-03-02T08:00:00Z") });
  await publishedCourse(db, { publishedAt: new Date("2026-01-01") });
  await enrolled(context);
  await workOff(context);
  const newsletterId = await aNewsletter(db);
  await addFollowers(db, { newsletterId, count: 1 });
  const { id } = await aLetter(db, { newsletterId });
  await aLetter(db, { newsletterId: await aNewsletter(db, { slug: "other" }), slug: "draft" });
  await sendIssue(context, { issueId: id, audience: null, test: null, typedSize: null });
  await planIssues(context);
});
afterAll(() => database.close());

const letter = sql`kind = 'issue'`;
const sending = sql`state = 'sending'`;

it.each<[what: string, constraint: string, change: SQL]>([
  [
    "the same issue twice for one reader",
    "one_issue_per_reader_and_copy",
    sql`insert into delivery (kind, reader_id, newsletter_id, issue_id, arm, version_id, variant, planned_at, slot_at, state, reason)
      select kind, reader_id, newsletter_id, issue_id, arm, version_id, variant, planned_at, slot_at, 'cancelled', 'a test'
      from delivery where ${letter}`,
  ],
  [
    "a letter of another newsletter's issue",
    "delivery_of_an_issue_of_its_newsletter",
    sql`update delivery set newsletter_id = (select id from newsletter where slug = 'other') where ${letter}`,
  ],
  ["a letter of no issue", "kind_has_its_parts", sql`update delivery set issue_id = null where ${letter}`],
  [
    "a message of a course and of a newsletter",
    "belongs_to_one_thing",
    sql`update delivery set course_id = (select min(id) from course) where ${letter}`,
  ],
  [
    "a lesson that is owed to no enrolment",
    "enrolment_goes_with_its_course",
    sql`update delivery set enrolment_id = null where kind = 'lesson'`,
  ],
  [
    "a queued letter that is neither due nor held",
    "a_queued_letter_is_due_or_held",
    sql`update delivery set due_at = null where ${letter}`,
  ],
  [
    "a letter that is due and held",
    "a_queued_letter_is_due_or_held",
    sql`update delivery set held_for = 'pause' where ${letter}`,
  ],
  [
    "a lesson that is held like a letter",
    "a_queued_letter_is_due_or_held",
    sql`update delivery set held_for = 'pause' where kind = 'lesson'`,
  ],
  [
    "a hold for a course that nobody looks at again",
    "held_for_a_course_is_looked_at",
    sql`update delivery set held_for = 'course', due_at = null where ${letter}`,
  ],
  [
    "an issue that is sent without a version",
    "draft_is_not_on_its_way",
    sql`update issue set version_id = null where ${sending}`,
  ],
  [
    "an issue that is sent without saying when",
    "sent_says_when",
    sql`update issue set state = 'sent' where ${sending}`,
  ],
  ["a moment without its instant", "mode_has_its_parts", sql`update issue set mode = 'at' where ${sending}`],
  [
    "a trial of one subject",
    "a_test_needs_two_subjects",
    sql`update issue set test_percent = 10, test_minutes = 10 where state = 'draft'`,
  ],
  ["a winner without the figures", "winner_of_a_test", sql`update issue set winner = 'a' where ${sending}`],
  [
    "a second issue at one address",
    "issue_slug_once",
    sql`insert into issue (newsletter_id, slug, origin, title, subject, created_at, changed_at)
    select newsletter_id, slug, origin, title, subject, created_at, changed_at from issue where ${sending}`,
  ],
  [
    "a version of a course and of an issue",
    "version_has_one_owner",
    sql`update version set course_id = (select min(id) from course) where issue_id is not null`,
  ],
  ["a notice of nobody's", "notice_has_one_owner", sql`update notice set course_id = null`],
  [
    "a reader who left because of an issue and follows on",
    "only_who_left_left_because",
    sql`update follow set left_issue_id = (select min(id) from issue) where state = 'following'`,
  ],
])("the database refuses %s", async (_, constraint, change) => {
  const refusal = await database.db.execute(change).then(
    () => null,
    (error: { cause?: { constraint_name?: string } }) => error.cause?.constraint_name,
  );
  expect(refusal).toBe(constraint);
});
