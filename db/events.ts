import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { version } from "./schema/courses.ts";
import { batch, delivery, type EventFacts, event } from "./schema/deliveries.ts";
import { reader } from "./schema/readers.ts";
import type { reading } from "./schema/tallies.ts";

/**
 * Opens and clicks. Nothing but figures and a reader's own copy may read these rows: no lesson, streak or sending ever
 * depends on them.
 */
export type Event = typeof event.$inferSelect;

/** More than any reader or honest scanner makes of one message; whoever repeats a request fills no table with it. */
const mostOfOneKind = 100;

export type NewEvent = {
  deliveryId: number;
  kind: Event["kind"];
  link: number | null;
  seenAt: Date;
  facts: EventFacts;
};

/**
 * Adds what was seen, in one statement whatever the number, and returns the deliveries that it belongs to. Asked in the
 * same statement: whether the message was tracked and its course or newsletter and reader allow it now; what they do not is left out,
 * and so is what is of a delivery that is gone. Of each delivery and kind the first hundred stay, since what comes
 * soonest tells most. Two processes at the same moment may each fill that up.
 *
 * Written in the order of the deliveries, whose keys each row locks: an erasure locks them in that order too, and by the
 * order in which the requests came the two would now and then have waited for each other.
 */
export async function addEvents(db: Database, input: { events: readonly NewEvent[] }): Promise<number[]> {
  if (input.events.length === 0) return [];
  const rows = input.events.map((row, place) => ({ ...row, place }));
  const added = await db.execute<{ deliveryId: string }>(sql`
    insert into event (delivery_id, issue_id, kind, link, seen_at, verdict, facts)
    select delivery.id, delivery.issue_id, seen.kind, seen.link, seen."seenAt", 'unknown', seen.facts
    from (
      select *, row_number() over (partition by "deliveryId", kind order by place) as nth
      from json_to_recordset(${JSON.stringify(rows)}::json) as one("deliveryId" bigint, kind text, link integer,
        "seenAt" timestamptz, facts jsonb, place integer)
    ) seen
    join delivery on delivery.id = seen."deliveryId" and delivery.tracked
    join reader on reader.id = delivery.reader_id and reader.tracking
    left join course on course.id = delivery.course_id
    left join newsletter on newsletter.id = delivery.newsletter_id
    where coalesce((course.facts ->> 'tracking')::boolean, newsletter.tracking, true) and seen.nth + (select count(*) from event where event.delivery_id = delivery.id and event.kind = seen.kind)
      <= ${mostOfOneKind}
    order by delivery.id, seen.place
    returning delivery_id as "deliveryId"`);
  return [...new Set(added.map(({ deliveryId }) => Number(deliveryId)))];
}

/** What was seen of one message, the oldest first. */
export async function listEvents(db: Database, input: { deliveryId: number }): Promise<Event[]> {
  return db
    .select()
    .from(event)
    .where(eq(event.deliveryId, input.deliveryId))
    .orderBy(asc(event.seenAt), asc(event.id))
    .limit(2 * mostOfOneKind);
}

/** Everything that judging a message's events anew asks. */
export type Witnessed = Event & { versionId: number; begunAt: Date | null; acceptedAt: Date | null; zone: string };

/** Of all that PostgreSQL may be asked to lock by a number, the one that stands for judging. */
const judgingLock = 0x6a75_6467;

/**
 * What was seen of these messages. Whoever reads it to judge does so one after the other, so that nobody's verdicts
 * overwrite those of somebody who has seen more; the lock is held until the transaction ends. Locking the rows in its
 * place wrote each of them, and missed those that were being added.
 */
export async function readWitnessed(db: Database, input: { deliveryIds: readonly number[] }): Promise<Witnessed[]> {
  await db.execute(sql`select pg_advisory_xact_lock(${judgingLock})`);
  const rows = await db
    .select({
      event,
      versionId: delivery.versionId,
      begunAt: batch.composedAt,
      acceptedAt: delivery.hadAt,
      zone: reader.zone,
    })
    .from(event)
    .innerJoin(delivery, eq(delivery.id, event.deliveryId))
    .innerJoin(reader, eq(reader.id, delivery.readerId))
    .leftJoin(batch, eq(batch.id, delivery.batchId))
    .where(sql`${event.deliveryId} = any(${sql.param([...input.deliveryIds])}::bigint[])`)
    .orderBy(asc(event.id));
  return rows.map(({ event: one, ...row }) => ({ ...one, ...row }));
}

/** Writes verdicts that have changed. */
export async function changeVerdicts(
  db: Database,
  input: { verdicts: readonly { id: number; verdict: Event["verdict"] }[] },
): Promise<void> {
  if (input.verdicts.length === 0) return;
  await db.execute(sql`
    update event set verdict = judged.verdict
    from unnest(${sql.param(input.verdicts.map(({ id }) => id))}::bigint[],
      ${sql.param(input.verdicts.map(({ verdict }) => verdict))}::text[]) as judged(id, verdict)
    where event.id = judged.id`);
}

export type Reading = Pick<
  typeof reading.$inferSelect,
  "deliveryId" | "seenAt" | "openedAt" | "clickedAt" | "weekHour"
>;

/**
 * Notes for the figures whether these messages were looked at, each in place of what was known before. In the order of
 * the deliveries, as events are written, and only where something is new: most looks are repeated.
 */
export async function noteReadings(db: Database, input: { readings: readonly Reading[] }): Promise<void> {
  if (input.readings.length === 0) return;
  await db.execute(sql`
    insert into reading (delivery_id, course_id, newsletter_id, lesson_id, seen_at, opened_at, clicked_at, week_hour)
    select d.id, d.course_id, d.newsletter_id, d.lesson_id, one."seenAt", one."openedAt", one."clickedAt", one."weekHour"
    from json_to_recordset(${JSON.stringify(input.readings)}::json) as one("deliveryId" bigint, "seenAt" timestamptz,
      "openedAt" timestamptz, "clickedAt" timestamptz, "weekHour" integer)
    join delivery d on d.id = one."deliveryId" order by d.id
    on conflict (delivery_id) do update set seen_at = excluded.seen_at, opened_at = excluded.opened_at,
      clicked_at = excluded.clicked_at, week_hour = excluded.week_hour
    where (reading.seen_at, reading.opened_at, reading.clicked_at) is distinct from
      (excluded.seen_at, excluded.opened_at, excluded.clicked_at)`);
}

/** How many numbered links each of these versions has. */
export async function countLinks(db: Database, input: { versionIds: readonly number[] }): Promise<Map<number, number>> {
  const rows = await db
    .select({ id: version.id, links: sql<number>`jsonb_array_length(${version.compiled} -> 'links')` })
    .from(version)
    .where(inArray(version.id, [...input.versionIds]));
  return new Map(rows.map(({ id, links }) => [id, links]));
}

/** Where the numbered links of a version lead, without its forms, which are a hundred times as long. */
export async function readLinks(db: Database, input: { versionId: number }): Promise<readonly string[] | null> {
  const [row] = await db
    .select({ links: sql<string[]>`${version.compiled} -> 'links'` })
    .from(version)
    .where(eq(version.id, input.versionId));
  return row?.links ?? null;
}

/** The version that a delivery was sent as; null when there is no such delivery any more. */
export async function findVersionOf(db: Database, input: { deliveryId: number }): Promise<number | null> {
  const [row] = await db
    .select({ versionId: delivery.versionId })
    .from(delivery)
    .where(eq(delivery.id, input.deliveryId));
  return row?.versionId ?? null;
}
