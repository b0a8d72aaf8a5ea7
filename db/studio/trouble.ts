import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** What an author says about a message that went wrong and that nothing more is to be done about. */
const attended = sql`('delivery resent', 'delivery left as it is', 'delivery marked as had')`;

export async function hasAttended(db: Database, input: { deliveryId: number }): Promise<boolean> {
  const rows = await db.execute(sql`
    select from author_act where delivery_id = ${input.deliveryId} and act in ${attended} limit 1`);
  return rows.length > 0;
}

/**
 * A message that was refused or is uncertain, or that the provider took and never sent, and that waits for the author to
 * look. Not an uncertain one of which a webhook has told since that it did go out.
 */
export type OpenTrouble = {
  deliveryId: number;
  kind: "lesson" | "notice" | "issue";
  state: "refused" | "uncertain" | "never sent";
  reason: string;
  readerId: number;
  address: string;
  name: string | null;
  /** The course or the newsletter that it belongs to. */
  of: string;
  /** The lesson's or the letter's title, or the notice's kind. */
  title: string;
  /** The newest copy of it. */
  copy: number;
  /** Its run gets nothing more until something is done. */
  isStopped: boolean;
  plannedAt: Date;
};

type TroubleRow = Record<Exclude<keyof OpenTrouble, "isStopped" | "name">, string> & {
  isStopped: boolean;
  name: string | null;
};

/**
 * The newest first. What was refused is open as long as it stops its run; a notice, a letter and what is uncertain until
 * the author has said what becomes of it. Read over the index of trouble, whose rows are few.
 */
export async function listOpenTrouble(db: Database, input: { limit: number }): Promise<OpenTrouble[]> {
  const rows = await db.execute<TroubleRow>(sql`
    select d.id as "deliveryId", d.kind, case when d.fate = 'failed' then 'never sent' else d.state end as state,
      ${reasonOf} as reason, r.id as "readerId", r.address, r.name,
      coalesce(c.facts->>'title', n.title) as of, coalesce(l.title, i.title, d.notice) as title, d.planned_at as "plannedAt",
      ${stops} as "isStopped",
      coalesce((select max(copy) from delivery other
        where other.enrolment_id = d.enrolment_id and other.lesson_id = d.lesson_id),
        (select max(copy) from delivery other
        where other.issue_id = d.issue_id and other.reader_id = d.reader_id), d.copy) as copy
    from ${troubled} d join reader r on r.id = d.reader_id
      left join enrolment e on e.id = d.enrolment_id left join lesson l on l.id = d.lesson_id
      left join course c on c.id = d.course_id left join newsletter n on n.id = d.newsletter_id
      left join issue i on i.id = d.issue_id
    where ${isOpen} order by d.id desc limit ${input.limit}`);
  return rows.map((row) => ({
    ...row,
    deliveryId: Number(row.deliveryId),
    readerId: Number(row.readerId),
    copy: Number(row.copy),
    plannedAt: new Date(row.plannedAt),
    kind: kindOf(row.kind),
    state: stateOf(row.state),
  }));
}

function stateOf(state: string): OpenTrouble["state"] {
  return state === "refused" || state === "never sent" ? state : "uncertain";
}

function kindOf(kind: string): OpenTrouble["kind"] {
  return kind === "lesson" || kind === "issue" ? kind : "notice";
}

/** The refused lessons of one error name that stop their runs, the oldest first. */
export async function listStopped(db: Database, input: { reason: string; limit: number }): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select d.id from ${troubled} d join enrolment e on e.id = d.enrolment_id
    where d.reason = ${input.reason} and ${stops} order by d.id limit ${input.limit}`);
  return rows.map(({ id }) => Number(id));
}

/** Fenced off by `offset 0`: for the newest few PostgreSQL would rather walk back through all deliveries there are. */
const troubled = sql`(select * from delivery where state in ('refused', 'uncertain') and fate is null
  union all select * from delivery where fate = 'failed' offset 0)`;

/** In the provider's own words where it never sent what it had accepted. */
const reasonOf = sql`case when d.fate = 'failed' then coalesce((select nullif(f.said->>'message', '') from feedback f
  where f.delivery_id = d.id and f.kind = 'failed' order by f.said_at desc, f.id desc limit 1), 'email.failed')
  else d.reason end`;

const stops = sql`(d.kind = 'lesson' and d.copy = 0 and d.state = 'refused'
  and coalesce(e.state = 'paused' and e.pause_reason = 'refused' and not d.lesson_id = any(e.passed_lesson_ids), false))`;

const isOpen = sql`(${stops}
  or (not (d.kind = 'lesson' and d.copy = 0 and d.state = 'refused') and not exists (
    select from author_act a where a.delivery_id = d.id and a.act in ${attended})))`;
