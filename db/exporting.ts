import { and, asc, gt, sql } from "drizzle-orm";
import type { ReaderFilter } from "../domain/reader-filter.ts";
import type { Database } from "./connect.ts";
import { matching } from "./reader-filter.ts";
import type { SuppressionReason } from "./schema/readers.ts";
import { reader } from "./schema/readers.ts";

export type ExportedReader = Pick<
  typeof reader.$inferSelect,
  "id" | "address" | "name" | "zone" | "sendMinute" | "source" | "createdAt" | "confirmedAt" | "lastSeenAt"
> & {
  suppressed: SuppressionReason | null;
  tags: readonly string[];
  newsletters: readonly { newsletter: string; state: string; since: string }[];
  courses: readonly ExportedCourse[];
  consents: readonly ExportedConsent[];
};

export type ExportedCourse = {
  course: string;
  run: number;
  state: string;
  lessonsHad: number;
  lessonsDone: number;
  begunAt: string | null;
  endedAt: string | null;
};

export type ExportedConsent = {
  purpose: string;
  form: string;
  words: string;
  askedAt: string;
  confirmedAt: string | null;
  withdrawnAt: string | null;
};

/** The readers of a filter behind `afterId`, by id, each with all that belongs into a list of them. */
export async function listForExport(
  db: Database,
  input: { filter: ReaderFilter; afterId: number; limit: number; now: Date },
): Promise<ExportedReader[]> {
  const { filter, afterId, limit, now } = input;
  const { id, address, name, zone, sendMinute, source, createdAt, confirmedAt, lastSeenAt } = reader;
  return db
    .select({
      ...{ id, address, name, zone, sendMinute, source, createdAt, confirmedAt, lastSeenAt },
      suppressed: sql<SuppressionReason | null>`(select reason from suppression ban
        where ban.address_hash = reader.address_hash and ban.lifted_at is null)`,
      tags: sql<string[]>`coalesce((select json_agg(tag order by tag) from reader_tag tagged
        where tagged.reader_id = reader.id), '[]')`,
      newsletters: sql<ExportedReader["newsletters"]>`coalesce((select json_agg(json_build_object(
          'newsletter', letter.slug, 'state', one.state, 'since', one.changed_at) order by letter.slug)
        from follow one join newsletter letter on letter.id = one.newsletter_id
        where one.reader_id = reader.id), '[]')`,
      courses: coursesOf,
      consents: sql<ExportedConsent[]>`coalesce((select json_agg(json_build_object(
          'purpose', one.purpose, 'form', one.form, 'words', one.words, 'askedAt', one.asked_at,
          'confirmedAt', one.confirmed_at, 'withdrawnAt', one.withdrawn_at) order by one.id)
        from consent one where one.reader_id = reader.id), '[]')`,
    })
    .from(reader)
    .where(and(matching(filter, now), gt(reader.id, afterId)))
    .orderBy(asc(reader.id))
    .limit(limit);
}

/** What was passed over, because they were moved or imported further on, counts as had. */
const coursesOf = sql<ExportedCourse[]>`coalesce((select json_agg(json_build_object(
    'course', of.slug, 'run', one.run, 'state', one.state,
    'lessonsHad', cardinality(one.passed_lesson_ids) + (select count(*) from delivery sent where sent.enrolment_id = one.id
      and sent.kind = 'lesson' and sent.copy = 0 and sent.had_at is not null
      and not sent.lesson_id = any(one.passed_lesson_ids)),
    'lessonsDone', (select count(*) from completion done where done.enrolment_id = one.id),
    'begunAt', one.confirmed_at, 'endedAt', one.ended_at) order by of.slug, one.run)
  from enrolment one join course of on of.id = one.course_id where one.reader_id = reader.id), '[]')`;
