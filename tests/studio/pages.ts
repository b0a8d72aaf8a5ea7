import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { root } from "../../bin/environment.ts";
import type { Database } from "../../db/connect.ts";

/** Where nobody is signed in yet. */
const outside = ["/studio/come-in", "/studio/welcome"];
/** Where there is nothing but the way to another page. */
const leadsOn = ["/studio/letters/[id]"];

/**
 * The names of all pages inside the studio, so that a new one is looked at and measured without anybody remembering to.
 * One whose address has a part that this file cannot fill is refused by name.
 */
export function findPages(): string[] {
  const names = findAllPages().filter((name) => !isOutside(name) && !leadsOn.includes(name));
  for (const name of names) if (name.includes("[")) fillerOf(name);
  return names;
}

/** The names of those at its door. What stands for the parts of their addresses is good once. */
export function findPagesOutside(): string[] {
  return findAllPages().filter(isOutside);
}

function isOutside(name: string): boolean {
  return outside.some((one) => name === one || name.startsWith(`${one}/`));
}

function findAllPages(): string[] {
  const folder = join(root, "app", "studio");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file === "page.tsx" || file.endsWith("/page.tsx"))
    .map((file) => `/studio/${file.replace(/\/?page\.tsx$/, "")}`.replace(/\/$/, ""))
    .sort();
}

/** Up to so many addresses at which a page shows something, the same ones every time; none where there is nothing. */
export async function addressesOf(db: Database, name: string, { most }: { most: number }): Promise<string[]> {
  if (!name.includes("[")) return [name];
  const { prefix, paths } = fillerOf(name);
  const rest = name.slice(prefix.length);
  const rows = await db.execute<{ path: string }>(
    sql`select path from (${paths(rest)}) as one(place, path) order by place limit ${most}`,
  );
  return rows.map(({ path }) => `${path}${rest}`);
}

/** For each folder that names a thing: what its things are called, each with its place in the list. */
type Filler = { prefix: string; paths: (rest: string) => SQL };

/** Spreads what is chosen over everything there is, the same way every time. */
const spread = (id: SQL) => sql`hashint8(${id})`;

const fillers: readonly Filler[] = [
  {
    prefix: "/studio/readers/segments/[id]",
    paths: () => sql`select id, '/studio/readers/segments/' || id from segment`,
  },
  {
    prefix: "/studio/readers/import/[id]",
    paths: () => sql`select id, '/studio/readers/import/' || id from reader_import`,
  },
  {
    prefix: "/studio/readers/[id]/messages/[message]",
    paths: () => sql`
      select ${spread(sql`id`)}, '/studio/readers/' || reader_id || '/messages/' || id from delivery where kind = 'lesson'`,
  },
  {
    // Each act once before any comes again.
    prefix: "/studio/readers/[id]/[act]",
    paths: () => sql`
      select row_number() over (partition by act order by ${spread(sql`reader_id`)}),
        '/studio/readers/' || reader_id || '/' || act
      from (
        select reader_id, (array['pause?course=runner-core&until=open&see=yes', 'move?course=runner-core&to=20&see=yes',
          'time', 'leave', 'erase'])[1 + reader_id % 5] as act
        from enrolment where course_id = (select id from course where slug = 'runner-core') and state = 'active') as one`,
  },
  {
    prefix: "/studio/readers/[id]",
    paths: () => sql`select ${spread(sql`id`)}, '/studio/readers/' || id from reader`,
  },
  {
    prefix: "/studio/courses/[slug]/lessons/[key]",
    paths: () => sql`
      select lesson.id, '/studio/courses/' || slug || '/lessons/' || key
      from lesson join course on course.id = course_id where lesson.retired_at is null`,
  },
  {
    prefix: "/studio/courses/[slug]",
    paths: () => sql`select id, '/studio/courses/' || slug from course`,
  },
  {
    prefix: "/studio/figures/lessons/[id]",
    paths: () => sql`select id, '/studio/figures/lessons/' || id from lesson where retired_at is null`,
  },
  {
    prefix: "/studio/letters/newsletters/[slug]",
    paths: () => sql`select id, '/studio/letters/newsletters/' || slug from newsletter`,
  },
  {
    // One of each state, the newest first: a page of a draft is another than that of a letter on its way.
    prefix: "/studio/letters/[id]",
    paths: (rest) => sql`
      select distinct on (state) id, '/studio/letters/' || id from issue
      where ${rest === "/results" ? sql`state in ('sent', 'sending')` : sql`state <> 'cancelled'`}
      order by state, id desc`,
  },
];

function fillerOf(name: string): Filler {
  const filler = fillers.find(({ prefix }) => name.startsWith(prefix));
  if (!filler) throw new Error(`tests/studio/pages.ts does not know what stands for the parts of ${name}`);
  return filler;
}
