import { sql } from "drizzle-orm";
import { connect } from "../../db/connect.ts";
import { authorNamed } from "../factories/author.ts";
import { publishedCourse } from "../factories/course.ts";
import { aLetter, aLetterVersion, aNewsletter } from "../factories/letter.ts";
import { publishedNewsletterNotices } from "../factories/newsletter-notices.ts";
import type { Control } from "./control.ts";

/** The courses of every run, in the order of their ids. */
export const courses = ["plain", "gated", "cohort"] as const;

/** Lessons a course: a rest day among them, and few, so that a run comes to its end within a second. */
const kinds = ["training", "rest", "training"] as const;

const letterSubject = "The first letter";

/** What a run finds: published courses, a newsletter with a letter that is ready to go, and an author. */
export async function layGround(url: string): Promise<void> {
  const { db, close } = connect({ url, poolSize: 1, name: "simulation ground" });
  try {
    await db.execute(
      sql`truncate reader, batch, planning, course, issue, suppression, follow, author_act restart identity cascade`,
    );
    const publishedAt = new Date("2025-01-01T00:00:00Z");
    await publishedCourse(db, { slug: "plain", kinds, publishedAt });
    await publishedCourse(db, { slug: "gated", kinds, publishedAt, facts: { gate: "completion" } });
    await publishedCourse(db, { slug: "cohort", kinds, publishedAt, facts: { start: "next send time" } });
    const newsletterId = await aNewsletter(db);
    await publishedNewsletterNotices(db, { newsletterId });
    for (const number of [1, 2]) {
      const subject = number === 1 ? letterSubject : "The second letter";
      const { id } = await aLetter(db, { newsletterId, slug: `letter-${number}`, subject });
      await aLetterVersion(db, { issueId: id, subject: `${subject}, corrected` });
    }
    await authorNamed(db);
    await keepGround(db);
  } finally {
    await close();
  }
}

type Execute = { execute: ReturnType<typeof connect>["db"]["execute"] };

/** Keeps a copy of every row, from which each run begins. */
async function keepGround(db: Execute): Promise<void> {
  await db.execute(sql`drop schema if exists ground cascade`);
  await db.execute(sql`create schema ground`);
  for (const table of await listTables(db)) {
    await db.execute(sql.raw(`create table ground."${table}" as table public."${table}"`));
  }
}

async function listTables(db: Execute): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  return rows.map(({ name }) => name);
}

/**
 * Makes the statement that puts everything back to where it began, numbers and the places of rows included: truncated
 * and not deleted, so that the same seed finds the same rows in the same order. Triggers and foreign keys rest meanwhile.
 */
export async function restoringStatement({ sql: control }: Control): Promise<string> {
  const tables = await control<{ name: string; rows: string; columns: string; identity: string | null }[]>`
    select c.relname as name, ground.columns, coalesce(ground.rows, '0') as rows, ground.identity
    from pg_class c
    join lateral (select
      string_agg(quote_ident(column_name), ', ' order by ordinal_position) filter (where is_generated = 'NEVER') as columns,
      max(column_name) filter (where is_identity = 'YES') as identity,
      (xpath('/row/count/text()', query_to_xml(format('select count(*) as count from ground.%I', c.relname), false, true, '')))[1]::text as rows
      from information_schema.columns where table_schema = 'public' and table_name = c.relname) ground on true
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  const fill = tables
    .filter(({ rows }) => rows !== "0")
    .map(({ name, columns, identity }) => {
      const insert = `insert into public."${name}" (${columns}) overriding system value select ${columns} from ground."${name}"`;
      if (identity === null) return insert;
      const sequence = `pg_get_serial_sequence('public."${name}"', '${identity}')`;
      return `${insert}; select setval(${sequence}, (select max(${identity}) from ground."${name}"))`;
    });
  const names = tables.map(({ name }) => `public."${name}"`).join(", ");
  return [
    "begin",
    "set local session_replication_role = replica",
    `truncate ${names} restart identity`,
    ...fill,
    "commit",
  ].join("; ");
}
