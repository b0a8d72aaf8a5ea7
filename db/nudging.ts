import { asc, eq, lte, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { enrolment } from "./schema/enrolments.ts";
import { reader } from "./schema/readers.ts";

/**
 * Locks up to `limit` enrolments that wait for a completion and are to be looked at now, the longest due first. What
 * somebody else holds is passed over.
 */
export async function claimNudges(db: Database, input: { now: Date; limit: number }) {
  const claimed = await db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(lte(enrolment.nudgeAt, input.now))
    .orderBy(asc(enrolment.nudgeAt), asc(enrolment.id))
    .limit(input.limit)
    .for("no key update", { skipLocked: true });
  const ids = claimed.map(({ id }) => id);
  return db
    .select({ enrolment, zone: reader.zone, sendMinute: reader.sendMinute })
    .from(enrolment)
    .innerJoin(reader, eq(reader.id, enrolment.readerId))
    .where(sql`${enrolment.id} = any(${sql.param(ids)}::bigint[])`)
    .orderBy(asc(enrolment.id));
}

/**
 * Has every enrolment of a course that waits for a completion looked at again, because the course waits for none any
 * more. Only marked here: there may be many, and the tick lets them go on in sets. Locked in the order of their ids, as
 * everybody does.
 */
export async function reviewWaits(db: Database, input: { courseId: number; now: Date }): Promise<void> {
  await db.execute(sql`
    select id from enrolment where course_id = ${input.courseId} and wait is not null order by id for no key update`);
  await db.execute(sql`
    update enrolment set nudge_at = ${input.now.toISOString()}
    where course_id = ${input.courseId} and wait is not null`);
}
