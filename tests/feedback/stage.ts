import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { hashAddress } from "../../engine/context.ts";
import { testSettings } from "../factories/context.ts";
import { publishedCourse } from "../factories/course.ts";
import { aLetter, aNewsletter } from "../factories/letter.ts";

/** The first of them, a Monday. One lesson goes out on each, and a letter on the last. */
const firstDay = new Date("2026-03-02T07:00:00Z");
export const days = 8;
const dayMs = 86_400_000;

export const dayAt = (day: number): Date => new Date(firstDay.getTime() + day * dayMs);

export type Message = {
  deliveryId: number;
  /** Null where no answer ever came. */
  providerId: string | null;
  reader: number;
  address: string;
  sentAt: Date;
};

/**
 * Fills an empty database with readers who have had eight lessons and a letter each: some of them without an answer, and
 * some readers with the next one queued. Twice the same call makes twice the same rows. Returns what went out.
 */
export async function setStage(db: Database, input: { readers: number }): Promise<Message[]> {
  const kinds = Array.from({ length: days + 3 }, () => "training" as const);
  const { id: courseId, lessonIds } = await publishedCourse(db, { publishedAt: new Date("2026-01-01"), kinds });
  const newsletterId = await aNewsletter(db);
  const letter = await aLetter(db, { newsletterId });
  for (let from = 0; from < input.readers; from += portion) {
    await addReaders(db, { from, count: Math.min(portion, input.readers - from), courseId, newsletterId });
  }
  await addLessons(db, { courseId, lessonIds });
  await addLetters(db, { ...letter, newsletterId });
  await db.execute(sql`insert into planning (planned_at, planned) select now(), count(*) from delivery`);
  await db.execute(sql`analyze`);
  return listMessages(db);
}

const portion = 5_000;
const people = { settings: testSettings() };

const addressOf = (reader: number): string => `reader-${reader}@example.com`;

async function addReaders(
  db: Database,
  input: { from: number; count: number; courseId: number; newsletterId: number },
): Promise<void> {
  const rows = Array.from({ length: input.count }, (_, index) => {
    const address = addressOf(input.from + index);
    return { number: input.from + index, address, hash: hashAddress(people, address) };
  });
  const agreedAt = dayAt(-1).toISOString();
  await db.execute(sql`
    with rows as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as one(number int, address text, hash text)),
    made as (
      insert into reader (address, address_hash, zone, send_minute, created_at, confirmed_at)
      select address, hash, 'UTC', 420, ${agreedAt}, ${agreedAt} from rows order by number returning id),
    agreed as (
      insert into consent (reader_id, purpose, form, words, asked_at, confirmed_at)
      select id, 'course:test-course', 'course page', 'I would like it', ${agreedAt}, ${agreedAt} from made),
    followed as (
      insert into follow (reader_id, newsletter_id, state, changed_at)
      select id, ${input.newsletterId}, 'following', ${agreedAt} from made)
    insert into enrolment (reader_id, course_id, run, state, asked, created_at, confirmed_at, next_send_at, next_slot_at)
    select id, ${input.courseId}, 1, 'active', '{"name":null,"zone":"UTC","sendMinute":420}', ${agreedAt}, ${agreedAt},
      ${dayAt(days + 30).toISOString()}, ${dayAt(days + 30).toISOString()} from made order by id`);
}

/** Of every twentieth lesson no answer ever came; every seventh reader has the next lesson queued. */
async function addLessons(db: Database, input: { courseId: number; lessonIds: readonly number[] }): Promise<void> {
  const lessons = input.lessonIds.slice(0, days).map((id, day) => ({ id, at: dayAt(day) }));
  await db.execute(sql`
    insert into delivery (kind, reader_id, course_id, enrolment_id, lesson_id, version_id, variant, planned_at, slot_at,
      closes_at, state, had_at, provider_id, reason)
    select 'lesson', e.reader_id, e.course_id, e.id, l.id, l.version_id, 'unnamed', day.at, day.at, day.at,
      case when odd then 'uncertain' else 'accepted' end, day.at,
      case when not odd then 'lesson-' || l.position || '-' || e.id end, case when odd then 'timed_out' end
    from enrolment e cross join json_to_recordset(${JSON.stringify(lessons)}::json) as day(id bigint, at timestamptz)
    join lesson l on l.id = day.id, lateral (select (e.id + l.position) % 20 = 0 as odd) one order by e.id, l.position`);
  const [next] = input.lessonIds.slice(days);
  await db.execute(sql`
    with queued as (
      insert into delivery (kind, reader_id, course_id, enrolment_id, lesson_id, version_id, variant, values, planned_at,
        due_at, slot_at, closes_at, state)
      select 'lesson', e.reader_id, e.course_id, e.id, l.id, l.version_id, 'unnamed', '{"values":{},"choices":{}}',
        e.created_at, e.next_send_at, e.next_send_at, e.next_send_at, 'queued'
      from enrolment e join lesson l on l.id = ${next} where e.id % 7 = 0 order by e.id returning id, enrolment_id)
    update enrolment set next_send_at = null, next_slot_at = null, open_delivery_id = queued.id
    from queued where queued.enrolment_id = enrolment.id`);
}

async function addLetters(db: Database, input: { id: number; versionId: number; newsletterId: number }): Promise<void> {
  const at = dayAt(days - 1).toISOString();
  await db.execute(sql`
    insert into delivery (kind, reader_id, newsletter_id, issue_id, arm, version_id, variant, planned_at, slot_at, state,
      had_at, provider_id)
    select 'issue', id, ${input.newsletterId}, ${input.id}, 'a', ${input.versionId}, 'unnamed', ${at}, ${at}, 'accepted',
      ${at}, 'letter-' || id from reader order by id`);
}

async function listMessages(db: Database): Promise<Message[]> {
  const rows = await db.execute<Record<"id" | "address" | "sentAt", string> & { providerId: string | null }>(sql`
    select d.id, d.provider_id as "providerId", r.address, d.had_at as "sentAt" from delivery d
    join reader r on r.id = d.reader_id where d.had_at is not null order by r.id, d.had_at, d.id`);
  return rows.map(({ id, providerId, address, sentAt }) => ({
    ...{ deliveryId: Number(id), providerId, address, sentAt: new Date(sentAt) },
    reader: Number(/^reader-(\d+)@/.exec(address)?.[1]),
  }));
}
