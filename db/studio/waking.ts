import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** An earlier moment than any reader's next send time may be, and later than any that planning could serve now. */
const aheadMs = 86_400_000;

/**
 * Has everybody who finished a course looked at again by planning, because its author has something more for them; returns
 * how many. Only marked here, in one statement: their slot lies ahead, so planning finds it too early and gives each the
 * next one of their own hour, in its own bounded claims. Whom nothing waits for is finished again without a word. Left
 * alone are runs that were begun anew since, and addresses that must not be mailed.
 */
export async function wakeFinished(db: Database, input: { courseId: number; now: Date }): Promise<number> {
  const slotAt = new Date(input.now.getTime() + aheadMs);
  const finished = sql`select e.id from enrolment e join reader r on r.id = e.reader_id
    where e.course_id = ${input.courseId} and e.state = 'finished' and r.erased_at is null
      and not exists (select 1 from enrolment later
        where later.reader_id = e.reader_id and later.course_id = e.course_id and later.run > e.run)
      and not exists (select 1 from suppression s where s.address_hash = r.address_hash and s.lifted_at is null)
    order by e.id for no key update of e`;
  const woken = await db.execute(sql`
    update enrolment set state = 'active', ended_at = null, next_send_at = ${input.now.toISOString()},
      next_slot_at = ${slotAt.toISOString()}
    where id = any(array(${finished})) and state = 'finished'`);
  return woken.count;
}
