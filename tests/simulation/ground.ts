import { sql } from "drizzle-orm";
import { connect } from "../../db/connect.ts";
import { authorNamed } from "../factories/author.ts";
import { publishedCourse } from "../factories/course.ts";
import { aLetter, aLetterVersion, aNewsletter } from "../factories/letter.ts";
import { publishedNewsletterNotices } from "../factories/newsletter-notices.ts";
import type { Control } from "./control.ts";
import type { Scenario } from "./scenario.ts";

/** The courses of every run, in the order of their ids. */
export const courses = ["plain", "gated", "cohort"] as const;
const cohortSlug = courses[2];

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
    await publishedCourse(db, { slug: cohortSlug, kinds, publishedAt });
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

/** Publishes how the third course begins in this story. */
export async function beginCohort({ sql }: Control, cohort: Scenario["cohort"]): Promise<void> {
  await sql`update course set facts = facts || ${JSON.stringify(cohort)}::text::jsonb where slug = ${cohortSlug}`;
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
