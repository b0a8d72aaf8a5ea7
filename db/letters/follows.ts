import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { follow, type followStates, newsletter } from "../schema/letters.ts";

export type FollowState = (typeof followStates)[number];

export async function readFollow(
  db: Database,
  input: { readerId: number; newsletterId: number },
): Promise<FollowState | null> {
  const [row] = await db
    .select({ state: follow.state })
    .from(follow)
    .where(and(eq(follow.readerId, input.readerId), eq(follow.newsletterId, input.newsletterId)));
  return row?.state ?? null;
}

/** Follows at once, for a reader whose lock the caller holds; false where they do already. */
export async function followNow(
  db: Database,
  input: { readerId: number; newsletterId: number; changedAt: Date },
): Promise<boolean> {
  const { changedAt } = input;
  const rows = await db
    .insert(follow)
    .values({ ...input, state: "following" })
    .onConflictDoUpdate({
      target: [follow.readerId, follow.newsletterId],
      set: { state: "following", changedAt, leftIssueId: null },
      setWhere: ne(follow.state, "following"),
    })
    .returning({ readerId: follow.readerId });
  return rows.length > 0;
}

/** Every newsletter that can be followed, with how this reader stands to it. */
export async function listPreferences(
  db: Database,
  input: { readerId: number },
): Promise<{ id: number; slug: string; title: string; description: string; state: FollowState | null }[]> {
  return db
    .select({
      id: newsletter.id,
      slug: newsletter.slug,
      title: newsletter.title,
      description: newsletter.description,
      state: follow.state,
    })
    .from(newsletter)
    .leftJoin(follow, and(eq(follow.newsletterId, newsletter.id), eq(follow.readerId, input.readerId)))
    .where(isNull(newsletter.retiredAt))
    .orderBy(asc(newsletter.id))
    .limit(200);
}

/** The newsletter in whose name a reader without a course is written to: one that they follow, or asked for. */
export async function findFollowed(
  db: Database,
  input: { readerId: number },
): Promise<{ id: number; title: string; state: FollowState } | null> {
  const [row] = await db
    .select({ id: newsletter.id, title: newsletter.title, state: follow.state })
    .from(follow)
    .innerJoin(newsletter, eq(newsletter.id, follow.newsletterId))
    .where(and(eq(follow.readerId, input.readerId), ne(follow.state, "left")))
    .orderBy(sql`${follow.state} = 'waiting'`, asc(newsletter.id))
    .limit(1);
  return row ?? null;
}
