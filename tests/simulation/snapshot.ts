import type { Control } from "./control.ts";

/** The rows that the promises are about, as they stand between two steps. Instants are ISO text, or null. */
export type Snapshot = {
  deliveries: DeliveryRow[];
  enrolments: EnrolmentRow[];
  readers: ReaderRow[];
  suppressions: { hash: string; reason: string }[];
  follows: { reader: number; newsletter: number; state: string }[];
  issues: IssueRow[];
  wishes: WishRow[];
  batches: BatchRow[];
  planned: number;
  halted: boolean;
};

/** One that is on its way. `began`: elapsed time, as composing read it. */
type BatchRow = {
  id: number;
  state: string;
  frozen: boolean;
  began: string;
  leased: string | null;
  token: string | null;
};

export type DeliveryRow = {
  id: number;
  kind: "lesson" | "notice" | "issue";
  state: string;
  copy: number;
  reader: number;
  course: number | null;
  enrolment: number | null;
  lesson: number | null;
  newsletter: number | null;
  issue: number | null;
  notice: string | null;
  occasion: string | null;
  slot: string | null;
  had: string | null;
  due: string | null;
  batch: number | null;
  fate: string | null;
  wish: number | null;
  reason: string | null;
};

export type EnrolmentRow = {
  id: number;
  reader: number;
  course: number;
  state: string;
  next: string | null;
  slot: string | null;
  open: number | null;
  wait: string | null;
  confirmed: string | null;
  weekdays: number;
};

/** `correction`: the version that an author may put in the place of the first. */
export type IssueRow = { id: number; state: string; version: number; correction: number };

/** A reader's wish for another address. */
export type WishRow = {
  id: number;
  reader: number;
  state: "open" | "confirmed" | "withdrawn";
  address: string;
  hash: string;
  formerAddress: string;
  formerHash: string;
};

export type ReaderRow = { id: number; address: string; hash: string; zone: string; minute: number; erased: boolean };

const question = `
  select json_build_object(
    'deliveries', (select coalesce(json_agg(one order by one.id), '[]') from (
      select id, kind, state, copy, reader_id as reader, course_id as course, enrolment_id as enrolment,
        lesson_id as lesson, newsletter_id as newsletter, issue_id as issue, notice, occasion, slot_at as slot,
        had_at as had, due_at as due, batch_id as batch, fate,
        address_change_id as wish, reason from delivery) one),
    'enrolments', (select coalesce(json_agg(one order by one.id), '[]') from (
      select id, reader_id as reader, course_id as course, state, next_send_at as next, next_slot_at as slot,
        open_delivery_id as open, wait, confirmed_at as confirmed, weekdays from enrolment) one),
    'readers', (select coalesce(json_agg(one order by one.id), '[]') from (
      select id, address, address_hash as hash, zone, send_minute as minute, erased_at is not null as erased
      from reader) one),
    'suppressions', (select coalesce(json_agg(one), '[]') from (
      select address_hash as hash, reason from suppression where lifted_at is null) one),
    'follows', (select coalesce(json_agg(one), '[]') from (
      select reader_id as reader, newsletter_id as newsletter, state from follow) one),
    'issues', (select coalesce(json_agg(one), '[]') from (
      select id, state, version_id as version, (select max(v.id) from version v where v.issue_id = issue.id) as correction from issue
      order by id) one),
    'wishes', (select coalesce(json_agg(one order by one.id), '[]') from (
      select id, reader_id as reader, address, address_hash as hash, former_address as "formerAddress",
        former_address_hash as "formerHash", case when confirmed_at is not null then 'confirmed'
          when withdrawn_at is not null then 'withdrawn' else 'open' end as state from address_change) one),
    'batches', (select coalesce(json_agg(one), '[]') from (
      select id, state, frozen, first_attempt_at as began, lease_until as leased, attempt_token as token from batch where state = 'open') one),
    'planned', (select coalesce(sum(planned), 0)::int from planning),
    'halted', (select halted_at is not null from sending)) as snapshot`;

/** Reads them all in one statement, so that they belong to one moment. */
export async function readSnapshot({ sql }: Control): Promise<Snapshot> {
  const [row] = await sql.unsafe<{ snapshot: Snapshot }[]>(question, [], { prepare: true });
  if (!row) throw new Error("there is no snapshot");
  return row.snapshot;
}

export const emptySnapshot: Snapshot = {
  deliveries: [],
  enrolments: [],
  readers: [],
  suppressions: [],
  follows: [],
  issues: [],
  wishes: [],
  batches: [],
  planned: 0,
  halted: false,
};
