import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";

/**
 * Every row that what the provider says can change, as text in a fixed order, without what only tells when and under
 * which number it was kept.
 */
const questions: Readonly<Record<string, string>> = {
  messages: "select id, state, fate, reason, due_at, values is null as blank from delivery order by id",
  enrolments:
    "select id, state, pause_reason, wait, next_send_at, next_slot_at, open_delivery_id from enrolment order by id",
  readers: "select * from reader order by id",
  suppressions: "select * from suppression order by address_hash",
  consents: "select * from consent order by id",
  feedback: `select webhook_id, kind, sign, provider_id, tag, address_hash, said_at, said, state, delivery_id, judge_at
    from feedback order by webhook_id`,
  figures: `select measure, day, course_id, newsletter_id, lesson_id, week_hour, sum(count) from (
    select * from tally union all select * from tally_change) one group by 1, 2, 3, 4, 5, 6 having sum(count) <> 0
    order by 1, 2, 3, 4, 5, 6`,
  "the state of sending": "select halted_at is null as open from sending",
};

export type State = Record<string, { rows: number; hash: string }>;

export async function readState(db: Database): Promise<State> {
  const state: State = {};
  for (const [name, question] of Object.entries(questions)) {
    const rows = await db.execute<{ row: string }>(
      sql`select to_jsonb(one)::text as row from (${sql.raw(question)}) one`,
    );
    const hash = createHash("sha256");
    for (const { row } of rows) hash.update(row).update("\n");
    state[name] = { rows: rows.length, hash: hash.digest("hex").slice(0, 16) };
  }
  return state;
}

/** What can be told of the outcome, so that nobody compares two times nothing. */
export async function countOutcome(db: Database): Promise<Record<string, number>> {
  const [row] = await db.execute<Record<string, string>>(sql`
    select (select count(*) from delivery where fate = 'delivered') as delivered,
      (select count(*) from delivery where fate = 'bounced') as bounced,
      (select count(*) from delivery where fate = 'complained') as complained,
      (select count(*) from delivery where state = 'uncertain' and fate is not null) as proven,
      (select count(*) from suppression where reason = 'bounced') as "suppressed, bounced",
      (select count(*) from suppression where reason = 'complained') as "suppressed, complained",
      (select count(*) from enrolment where pause_reason = 'suppressed') as resting`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
}
