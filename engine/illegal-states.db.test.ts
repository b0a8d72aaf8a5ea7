import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBatch } from "../db/composing.ts";
import { planLessons } from "../db/planning.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { plan } from "./plan.ts";

let database: TestDatabase;
let context: TestContext;
const now = new Date("2026-03-03T06:00:00Z");

/** A reader who has had Day 1 (accepted) and whose Day 2 is queued. */
beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await enrolled(context);
  await workOff(context);
  context.clock.jumpTo(now);
  await plan(context);
});
afterAll(() => database.close());

const dayOne = sql`kind = 'lesson' and state = 'accepted'`;
const dayTwo = sql`kind = 'lesson' and state = 'queued'`;
const copied = sql`kind, reader_id, course_id, enrolment_id, version_id, variant, planned_at, slot_at`;

describe("the database refuses", () => {
  it.each<[what: string, constraint: string, change: SQL]>([
    [
      "a second live run of one reader and course",
      "one_live_run_per_reader_and_course",
      sql`insert into enrolment (reader_id, course_id, run, state, asked, created_at)
        select reader_id, course_id, 2, 'unconfirmed', asked, created_at from enrolment`,
    ],
    [
      "a second open lesson of one run",
      "one_open_lesson_per_enrolment",
      sql`insert into delivery (${copied}, lesson_id, state, values)
        select ${copied}, (select max(id) from lesson), 'queued', '{}' from delivery where ${dayTwo}`,
    ],
    [
      "a lesson twice in one run",
      "one_lesson_per_enrolment_and_copy",
      sql`insert into delivery (${copied}, lesson_id, state, reason)
        select ${copied}, lesson_id, 'cancelled', 'a test' from delivery where ${dayOne}`,
    ],
    [
      "a notice twice for one occasion",
      "one_notice_per_occasion",
      sql`insert into delivery (${copied}, notice, occasion, state, reason)
        select ${copied}, notice, occasion, 'cancelled', 'a test' from delivery where notice = 'confirm'`,
    ],
    [
      "an active enrolment that nobody would wake",
      "active_has_exactly_one_next_step",
      sql`update enrolment set open_delivery_id = null`,
    ],
    [
      "an active enrolment with two next steps",
      "active_has_exactly_one_next_step",
      sql`update enrolment set wait = 'completion'`,
    ],
    [
      "an unconfirmed enrolment that is due",
      "active_has_exactly_one_next_step",
      sql`update enrolment set state = 'unconfirmed', open_delivery_id = null, next_send_at = created_at,
        next_slot_at = created_at`,
    ],
    ["a pause without its reason", "paused_says_why", sql`update enrolment set state = 'paused'`],
    [
      "a pace that is neither every day nor every other",
      "enrolment_every_day_or_other_day",
      sql`update enrolment set every_days = 3`,
    ],
    [
      "an end of a pause that is none",
      "only_a_pause_of_the_reader_ends_by_itself",
      sql`update enrolment set resume_day = '2026-03-10', resume_at = '2026-03-09T23:00:00Z'`,
    ],
    [
      "an end of a pause that is not the reader's to end",
      "only_a_pause_of_the_reader_ends_by_itself",
      sql`update enrolment set state = 'paused', pause_reason = 'refused', resume_day = '2026-03-10',
        resume_at = '2026-03-09T23:00:00Z'`,
    ],
    [
      "a day on which a pause ends without its instant",
      "resume_day_goes_with_its_instant",
      sql`update enrolment set state = 'paused', pause_reason = 'reader', resume_day = '2026-03-10'`,
    ],
    [
      "a nudge for somebody who waits for nothing",
      "only_a_wait_is_nudged",
      sql`update enrolment set nudge_at = '2026-03-10'`,
    ],
    ["a day without any lesson as a budget", "reader_budget_from_one", sql`update reader set daily_budget = 0`],
    [
      "a feeling that nobody can have said",
      "feeling_known",
      sql`insert into completion (enrolment_id, lesson_id, completed_at, felt)
        select enrolment_id, lesson_id, had_at, 'great' from delivery where ${dayOne}`,
    ],
    [
      "a lesson opened ahead twice",
      "opened_ahead_enrolment_id_lesson_id_pk",
      sql`insert into opened_ahead select enrolment_id, lesson_id, had_at from delivery, generate_series(1, 2)
        where ${dayOne}`,
    ],
    ["an empty name on a certificate", "certificate_name_is_short", sql`update enrolment set certificate_name = ''`],
    ["an end without its day", "ended_says_when", sql`update enrolment set state = 'left'`],
    [
      "a delivery in a batch without its place",
      "batched_has_its_place",
      sql`update delivery set state = 'batched' where ${dayTwo}`,
    ],
    [
      "an acceptance without the provider's id",
      "accepted_has_provider_id",
      sql`update delivery set provider_id = null where ${dayOne}`,
    ],
    ["an acceptance without its time", "had_says_when", sql`update delivery set had_at = null where ${dayOne}`],
    [
      "a reader's values in a settled delivery",
      "open_holds_values_and_settled_none",
      sql`update delivery set values = '{}' where ${dayOne}`,
    ],
    [
      "an address in a settled delivery",
      "settled_holds_no_address",
      sql`update delivery set address = 'maria@example.com' where ${dayOne}`,
    ],
    [
      "a refusal without its reason",
      "not_accepted_says_why",
      sql`update delivery set state = 'refused', values = null where ${dayTwo}`,
    ],
    [
      "a batch that is open and that nobody would take over",
      "open_batch_is_leased_or_scheduled",
      sql`update batch set state = 'open'`,
    ],
    [
      "a frozen batch that is dissolved",
      "frozen_never_dissolved",
      sql`update batch set state = 'dissolved', frozen = true`,
    ],
    [
      "a complaint that is lifted",
      "complaint_never_lifted",
      sql`insert into suppression values ('hash', 'complained', '2026-03-02', '2026-03-02')`,
    ],
    ["half a halt", "halt_says_everything", sql`update sending set halted_at = '2026-03-02'`],
    [
      "an address that is not in its normal form",
      "reader_address_is_normal",
      sql`update reader set address = 'Maria@x.example'`,
    ],
  ])("%s", async (_what, constraint, change) => {
    await expect(database.db.execute(change)).rejects.toMatchObject({ cause: { constraint_name: constraint } });
  });
});

describe("a lesson that was accepted", () => {
  it("is not queued again, whoever should plan it once more", async () => {
    const [had] = await database.db.execute<Record<string, string>>(sql`select * from delivery where ${dayOne}`);
    const again = {
      readerId: Number(had?.reader_id),
      courseId: Number(had?.course_id),
      enrolmentId: Number(had?.enrolment_id),
      lessonId: Number(had?.lesson_id),
      versionId: Number(had?.version_id),
      variant: "named" as const,
      values: { values: {}, choices: {} },
      dueAt: now,
      slotAt: now,
      closesAt: now,
    };
    await planLessons(database.db, { lessons: [again], plannedAt: now });
    expect(await database.db.execute(sql`select state from delivery where id = ${had?.id}`)).toEqual([
      { state: "accepted" },
    ]);
  });

  it("enters no second batch, and neither does anybody beside it", async () => {
    const ids = await database.db.execute<{ id: string }>(sql`
      select id from delivery where (${dayOne}) or (${dayTwo}) order by id`);
    const opening = context.db.transaction((tx) =>
      openBatch(tx, {
        key: "once more",
        transport: "resend",
        fingerprint: "recorded",
        site: { url: "", name: "", postalAddress: "", from: "", replyTo: null },
        signingKeyId: 1,
        bodySha256: "",
        composedAt: now,
        firstAttemptAt: now,
        attemptToken: "token",
        leaseUntil: now,
        members: ids.map(({ id }) => ({ id: Number(id), address: "maria@example.com", tracked: false })),
      }),
    );
    await expect(opening).rejects.toThrow(/claimed 1 of 2 deliveries/);
    expect(await database.db.execute(sql`select 1 from delivery where state = 'batched'`)).toHaveLength(0);
  });
});
