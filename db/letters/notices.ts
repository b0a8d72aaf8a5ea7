import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { Compiled } from "../../domain/version.ts";
import type { Database } from "../connect.ts";
import { type NoticeKind, notice, version } from "../schema/courses.ts";
import { newsletter } from "../schema/letters.ts";

export async function findNewsletterNoticeVersion(
  db: Database,
  input: { newsletterId: number; kind: NoticeKind },
): Promise<number | null> {
  const [row] = await db
    .select({ versionId: notice.versionId })
    .from(notice)
    .where(and(eq(notice.newsletterId, input.newsletterId), eq(notice.kind, input.kind)));
  return row?.versionId ?? null;
}

/** Every newsletter, retired ones too, with the notices that it has and what they were compiled from. */
export async function readNewsletterNotices(
  db: Database,
): Promise<{ newsletterId: number; notices: { kind: string; contentHash: string }[] }[]> {
  return db
    .select({
      newsletterId: newsletter.id,
      notices: sql<{ kind: string; contentHash: string }[]>`coalesce((
        select json_agg(json_build_object('kind', one.kind, 'contentHash', compiled.content_hash))
        from notice one join version compiled on compiled.id = one.version_id
        where one.newsletter_id = ${newsletter.id}), '[]'::json)`,
    })
    .from(newsletter)
    .orderBy(asc(newsletter.id));
}

type Placed = { newsletterId: number; kind: NoticeKind; contentHash: string; compiled: Compiled; createdAt: Date };

/** Makes this the current version of a notice: a new one, or the one with this content that has stood there before. */
export async function placeNewsletterNotice(db: Database, placed: Placed): Promise<void> {
  const { newsletterId, kind, contentHash, ...rest } = placed;
  const owner = { newsletterId, notice: kind, contentHash };
  await db
    .insert(version)
    .values({ ...owner, ...rest })
    .onConflictDoNothing();
  await db.execute(sql`
    insert into ${notice} (newsletter_id, kind, version_id)
    select newsletter_id, notice, id from ${version}
    where newsletter_id = ${newsletterId} and notice = ${kind} and content_hash = ${contentHash}
    on conflict (newsletter_id, kind) do update set version_id = excluded.version_id`);
}

export async function dropNewsletterNotices(
  db: Database,
  input: { newsletterId: number; except: readonly NoticeKind[] },
): Promise<void> {
  await db
    .delete(notice)
    .where(and(eq(notice.newsletterId, input.newsletterId), notInArray(notice.kind, [...input.except])));
}

/**
 * Gives a new newsletter the notices that the others have: their one form serves all, for the title is a slot in it. So
 * nothing has to be compiled while an author waits.
 */
export async function copyNewsletterNotices(
  db: Database,
  input: { newsletterId: number; createdAt: Date },
): Promise<void> {
  const { newsletterId, createdAt } = input;
  await db.execute(sql`
    insert into ${version} (newsletter_id, notice, content_hash, compiled, created_at)
    select distinct on (one.kind) ${newsletterId}::bigint, one.kind, compiled.content_hash, compiled.compiled,
      ${createdAt.toISOString()}::timestamptz
    from ${notice} one join ${version} compiled on compiled.id = one.version_id
    where one.newsletter_id is not null order by one.kind, one.newsletter_id
    on conflict do nothing`);
  await db.execute(sql`
    insert into ${notice} (newsletter_id, kind, version_id)
    select newsletter_id, notice, id from ${version} where newsletter_id = ${newsletterId} and notice is not null
    on conflict do nothing`);
}
