import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { type ActFacts, authorAct } from "../schema/authors.ts";
import { course } from "../schema/courses.ts";
import { newsletter } from "../schema/letters.ts";

export type NewAct = {
  at: Date;
  authorId: string;
  authorName: string;
  act: string;
  readerId?: number | undefined;
  courseId?: number | undefined;
  newsletterId?: number | undefined;
  issueId?: number | undefined;
  deliveryId?: number | undefined;
  facts: ActFacts;
};

export async function insertAct(db: Database, act: NewAct): Promise<void> {
  await db.insert(authorAct).values(act);
}

export type ListedAct = {
  id: number;
  at: Date;
  authorName: string;
  act: string;
  readerId: number | null;
  courseTitle: string | null;
  newsletterTitle: string | null;
  issueId: number | null;
  facts: ActFacts;
};

type Wanted = {
  authorName?: string | undefined;
  act?: string | undefined;
  readerId?: number | undefined;
  /** Only what was done before this one. */
  before?: number | undefined;
  limit: number;
};

/** What authors did, the newest first. */
export async function listActs(db: Database, input: Wanted): Promise<ListedAct[]> {
  const { authorName, act, readerId, before, limit } = input;
  const rows = await db
    .select({
      id: authorAct.id,
      at: authorAct.at,
      authorName: authorAct.authorName,
      act: authorAct.act,
      readerId: authorAct.readerId,
      courseTitle: sql<string | null>`${course.facts}->>'title'`,
      newsletterTitle: newsletter.title,
      issueId: authorAct.issueId,
      facts: authorAct.facts,
    })
    .from(authorAct)
    .leftJoin(course, eq(course.id, authorAct.courseId))
    .leftJoin(newsletter, eq(newsletter.id, authorAct.newsletterId))
    .where(
      and(
        authorName === undefined ? undefined : eq(authorAct.authorName, authorName),
        act === undefined ? undefined : eq(authorAct.act, act),
        readerId === undefined ? undefined : eq(authorAct.readerId, readerId),
        before === undefined ? undefined : lt(authorAct.id, before),
      ),
    )
    .orderBy(desc(authorAct.id))
    .limit(limit);
  return rows;
}

/** The names and the acts that there are in the log, for its filters. Each is found by one step through an index. */
export async function listActKinds(db: Database): Promise<{ authorNames: string[]; acts: string[] }> {
  return { authorNames: await distinct(db, sql`author_name`), acts: await distinct(db, sql`act`) };
}

/** A walk from one value to the next: `distinct` would read a log of years for a dozen names. */
async function distinct(db: Database, column: SQL): Promise<string[]> {
  const rows = await db.execute<{ value: string }>(sql`
    with recursive walk as (
      (select ${column} as value from author_act order by ${column} limit 1)
      union all
      select (select ${column} from author_act where ${column} > walk.value order by ${column} limit 1)
      from walk where walk.value is not null)
    select value from walk where value is not null limit 200`);
  return rows.map(({ value }) => value);
}
