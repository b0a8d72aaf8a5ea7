import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { batch, delivery, planning } from "./schema/deliveries.ts";
import { completion, enrolment } from "./schema/enrolments.ts";
import { follow, issue } from "./schema/letters.ts";
import { consent, reader, readerTag, suppression } from "./schema/readers.ts";

export type DemoReader = typeof reader.$inferInsert;
export type DemoEnrolment = typeof enrolment.$inferInsert;
export type DemoDelivery = typeof delivery.$inferInsert;
export type DemoBatch = typeof batch.$inferInsert;
export type DemoCompletion = typeof completion.$inferInsert;
export type DemoConsent = typeof consent.$inferInsert;
export type DemoFollow = typeof follow.$inferInsert;

/** PostgreSQL takes 65,534 parameters in a statement; the widest of these rows has 31. */
const rowsAtOnce = 2_000;

function* chunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
}

/** Adds readers; those whose address is there already are passed over. Returns the new ids by address. */
export async function addDemoReaders(db: Database, rows: readonly DemoReader[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const some of chunks(rows)) {
    const added = await db.insert(reader).values(some).onConflictDoNothing().returning();
    for (const { address, id } of added) ids.set(address, id);
  }
  return ids;
}

/** Adds enrolments; returns their ids by reader. */
export async function addDemoEnrolments(db: Database, rows: readonly DemoEnrolment[]): Promise<Map<number, number>> {
  const ids = new Map<number, number>();
  for (const some of chunks(rows)) {
    const added = await db.insert(enrolment).values(some).returning({ id: enrolment.id, readerId: enrolment.readerId });
    for (const { id, readerId } of added) ids.set(readerId, id);
  }
  return ids;
}

/** Adds messages with the batches in which they went, and counts them as planned; returns their ids by provider id. */
export async function addDemoMessages(
  db: Database,
  input: {
    handedOver: readonly { batch: DemoBatch; messages: readonly DemoDelivery[] }[];
    plannedAt: Date;
    issueId?: number;
  },
): Promise<Map<string, number>> {
  const batchIds = new Map<string, number>();
  for (const some of chunks(input.handedOver.map((one) => one.batch))) {
    const added = await db.insert(batch).values(some).returning({ id: batch.id, key: batch.key });
    for (const { id, key } of added) batchIds.set(key, id);
  }
  const placed = input.handedOver.flatMap(({ batch: { key }, messages }) =>
    messages.map((message, batchIndex) => ({ ...message, batchId: batchIds.get(key) ?? null, batchIndex })),
  );
  const ids = new Map<string, number>();
  for (const some of chunks(placed)) {
    const added = await db
      .insert(delivery)
      .values(some)
      .returning({ id: delivery.id, providerId: delivery.providerId });
    for (const { id, providerId } of added) if (providerId !== null) ids.set(providerId, id);
  }
  const { plannedAt, issueId = null } = input;
  if (placed.length > 0) await db.insert(planning).values({ planned: placed.length, plannedAt, issueId });
  return ids;
}

/** What readers did, agreed to and are called. */
export async function addDemoTraces(
  db: Database,
  input: {
    completions: readonly DemoCompletion[];
    consents: readonly DemoConsent[];
    follows: readonly DemoFollow[];
    tags: readonly (typeof readerTag.$inferInsert)[];
    suppressions: readonly (typeof suppression.$inferInsert)[];
  },
): Promise<void> {
  for (const some of chunks(input.completions)) await db.insert(completion).values(some);
  for (const some of chunks(input.consents)) await db.insert(consent).values(some);
  for (const some of chunks(input.follows)) await db.insert(follow).values(some).onConflictDoNothing();
  for (const some of chunks(input.tags)) await db.insert(readerTag).values(some);
  for (const some of chunks(input.suppressions)) await db.insert(suppression).values(some).onConflictDoNothing();
}

export type DemoFollower = { readerId: number; address: string; name: string | null; since: Date };

/** Who follows a newsletter at one domain, since when. */
export async function listDemoFollowers(
  db: Database,
  input: { newsletterId: number; at: string },
): Promise<DemoFollower[]> {
  const rows = await db.execute<{ readerId: string; address: string; name: string | null; since: string }>(sql`
    select r.id as "readerId", r.address, r.name, f.changed_at as since from follow f join reader r on r.id = f.reader_id
    where f.newsletter_id = ${input.newsletterId} and f.state = 'following' and r.address like ${`%@${input.at}`}
    order by r.id limit 10000`);
  return rows.map((row) => ({ ...row, readerId: Number(row.readerId), since: new Date(row.since) }));
}

/** Puts a letter into the archive as one that went out at that moment. */
export async function setDemoIssueSent(
  db: Database,
  input: Pick<typeof issue.$inferInsert, "subjectB" | "testPercent" | "testMinutes" | "winner" | "testResult"> & {
    id: number;
    versionId: number;
    versionBId: number | null;
    sentAt: Date;
  },
): Promise<void> {
  const { id, sentAt, ...rest } = input;
  await db
    .update(issue)
    .set({ ...rest, state: "sent", mode: "now", publishedAt: sentAt, sentAt, createdAt: sentAt, changedAt: sentAt })
    .where(sql`${issue.id} = ${id}`);
}

/** Readers who left by the link of a letter. */
export async function setDemoLeft(
  db: Database,
  input: { newsletterId: number; issueId: number; readerIds: readonly number[]; at: Date; purpose: string },
): Promise<void> {
  const at = input.at.toISOString();
  const readers = sql`any(${sql.param([...input.readerIds])}::bigint[])`;
  await db.execute(sql`
    update follow set state = 'left', changed_at = ${at}, left_issue_id = ${input.issueId}
    where newsletter_id = ${input.newsletterId} and reader_id = ${readers}`);
  await db.execute(sql`
    update consent set withdrawn_at = ${at} where purpose = ${input.purpose} and reader_id = ${readers}`);
}
