import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import type { PastWaitReason } from "./schema/enrolments.ts";

export type PastWait = { readerId: number; enrolmentId: number; why: PastWaitReason; fromAt: Date; untilAt: Date };

/** Keeps why these runs waited, in one statement whatever their number: after an outage it is everybody's. */
export async function notePastWaits(db: Database, input: { waits: readonly PastWait[]; now: Date }): Promise<void> {
  if (input.waits.length === 0) return;
  await db.execute(sql`
    insert into past_wait (reader_id, enrolment_id, why, from_at, until_at, noted_at)
    select "readerId", "enrolmentId", why, "fromAt", "untilAt", ${input.now.toISOString()}
    from json_to_recordset(${JSON.stringify(input.waits)}::json) as noted("readerId" bigint, "enrolmentId" bigint,
      why text, "fromAt" timestamptz, "untilAt" timestamptz)`);
}
