import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Database } from "../connect.ts";
import { matching } from "../reader-filter.ts";
import { follow } from "../schema/letters.ts";
import { reader, suppression } from "../schema/readers.ts";

export type Audience = { newsletterId: number; audience: ReaderFilter | null; now: Date };

/** The condition by which a reader, who follows, may be written to and is meant. Stands beside the table `reader`. */
export function isMeant({ audience, now }: Pick<Audience, "audience" | "now">): SQL {
  const isBanned = sql`exists (select from ${suppression} own where own.address_hash = ${reader.addressHash}
    and own.lifted_at is null)`;
  return sql`${reader.confirmedAt} is not null and ${reader.erasedAt} is null and not ${isBanned}
    and ${audience === null ? sql`true` : matching(audience, now)}`;
}

/** How many readers an issue would go to. */
export async function countAudience(db: Database, input: Audience): Promise<number> {
  return input.audience === null ? countFollowers(db, input) : countMeant(db, input);
}

async function countMeant(db: Database, input: Audience): Promise<number> {
  const [row] = await db
    .select({ count: sql<string>`count(*)` })
    .from(follow)
    .innerJoin(reader, eq(reader.id, follow.readerId))
    .where(and(eq(follow.newsletterId, input.newsletterId), eq(follow.state, "following"), isMeant(input)));
  return Number(row?.count ?? 0);
}

/**
 * Everyone who follows, less the few who must not be written to: along two indexes, without a look at a million readers.
 * Whoever follows has confirmed, or has followed by their own page.
 */
async function countFollowers(db: Database, { newsletterId }: Audience): Promise<number> {
  const following = await db.$count(follow, and(eq(follow.newsletterId, newsletterId), eq(follow.state, "following")));
  const [banned] = await db
    .select({ count: sql<string>`count(*)` })
    .from(suppression)
    .innerJoin(reader, eq(reader.addressHash, suppression.addressHash))
    .innerJoin(follow, and(eq(follow.readerId, reader.id), eq(follow.newsletterId, newsletterId)))
    .where(and(isNull(suppression.liftedAt), eq(follow.state, "following")));
  return following - Number(banned?.count ?? 0);
}
