import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { root } from "../../bin/environment.ts";
import type { Database } from "../../db/connect.ts";

/** Where nobody is signed in yet, a link is good once, or there is nothing but the way to another page. */
const before = ["/studio/come-in", "/studio/welcome", "/studio/owner-only"];
const leadsOn = ["/studio/letters/[id]"];

/**
 * The names of all pages in the studio's folder, so that a new one is measured without anybody remembering to. One whose
 * address has a part that this file cannot fill stops the bench by name, before anything was made for it.
 */
export function findPages(): string[] {
  const folder = join(root, "app", "studio");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file === "page.tsx" || file.endsWith("/page.tsx"))
    .map((file) => `/studio/${file.replace(/\/?page\.tsx$/, "")}`.replace(/\/$/, ""))
    .filter((path) => !before.some((one) => path === one || path.startsWith(`${one}/`)) && !leadsOn.includes(path))
    .sort();
  for (const name of names) if (name.includes("[")) fillerOf(name);
  return names;
}

/** The addresses at which a page is looked at; none where there is nothing to show. */
export async function addressesFor(db: Database, name: string): Promise<string[]> {
  const paths = name.includes("[") ? await fillerOf(name).rows(db, name) : [name];
  return paths.flatMap((path) => asked(name, path));
}

/** What a page is asked besides its bare address: the questions that cost most. */
function asked(name: string, path: string): string[] {
  const queries = questions[name];
  return queries === undefined ? [path] : queries.map((query) => `${path}${query}`);
}

const questions: Readonly<Record<string, readonly string[]>> = {
  "/studio": ["", "?q=maria", "?q=weber999"],
  "/studio/readers": [
    "",
    "?before=500000",
    "?q=maria",
    "?q=zoe.zhang",
    "?q=example.com",
    "?course=runner-core",
    "?course=runner-core&state=active",
    "?course=runner-core&state=finished&before=400000",
    "?course=runner-core&state=left&tag=club",
    "?course=runner-core&from=10&to=14",
    "?state=paused",
    "?place=not+begun",
    "?seen=within&days=7",
    "?seen=not+for&days=90",
    "?seen=never",
    "?source=import&zone=Asia/Tokyo",
    "?tag=club&without=press",
    "?tag=beta",
    "?letter=weekly&confirmed=yes&suppressed=none",
    "?since=2025-06-01&until=2025-07-01",
    "?course=runner-core&state=active&seen=within&days=7&tag=club&letter=weekly&suppressed=none",
  ],
};

type Filler = { prefix: string; rows: (db: Database, name: string) => Promise<string[]> };

/** For each folder that names a thing, the addresses of some of those things. */
const fillers: readonly Filler[] = [
  {
    prefix: "/studio/readers/segments/[id]",
    rows: (db) => addressesOf(db, sql`'/studio/readers/segments/' || id from segment limit 5`),
  },
  {
    prefix: "/studio/readers/import/[id]",
    rows: (db) => addressesOf(db, sql`'/studio/readers/import/' || id from reader_import limit 5`),
  },
  {
    prefix: "/studio/readers/[id]/messages/[message]",
    rows: (db) =>
      addressesOf(
        db,
        sql`'/studio/readers/' || reader_id || '/messages/' || id from delivery where kind = 'lesson' and id % 997 = 0 limit 40`,
      ),
  },
  {
    prefix: "/studio/readers/[id]/[act]",
    rows: (db) =>
      addressesOf(
        db,
        sql`'/studio/readers/' || reader_id || '/' ||
        (array['pause?course=runner-core&until=open&see=yes', 'move?course=runner-core&to=20&see=yes', 'time', 'leave', 'erase'])[1 + reader_id % 5]
        from enrolment where course_id = (select id from course where slug = 'runner-core') and state = 'active' limit 40`,
      ),
  },
  {
    prefix: "/studio/readers/[id]",
    rows: (db) => addressesOf(db, sql`'/studio/readers/' || id from reader where id % 499 = 0 limit 40`),
  },
  {
    prefix: "/studio/courses/[slug]/lessons/[key]",
    rows: (db) =>
      addressesOf(
        db,
        sql`'/studio/courses/' || slug || '/lessons/' || key from lesson join course on course.id = course_id limit 40`,
      ),
  },
  {
    prefix: "/studio/courses/[slug]",
    rows: (db, name) =>
      addressesOf(db, sql`'/studio/courses/' || slug || ${restAfter(name, "[slug]")} from course limit 5`),
  },
  {
    prefix: "/studio/figures/lessons/[id]",
    rows: (db) => addressesOf(db, sql`'/studio/figures/lessons/' || id from lesson where retired_at is null limit 40`),
  },
  {
    prefix: "/studio/letters/newsletters/[slug]",
    rows: (db, name) =>
      addressesOf(
        db,
        sql`'/studio/letters/newsletters/' || slug || ${restAfter(name, "[slug]")} from newsletter limit 5`,
      ),
  },
  {
    prefix: "/studio/letters/[id]",
    rows: (db, name) =>
      addressesOf(
        db,
        sql`'/studio/letters/' || id || ${restAfter(name, "[id]")} from issue
            where state = ${name.endsWith("/results") ? "sent" : "draft"} limit 5`,
      ),
  },
];

function fillerOf(name: string): Filler {
  const filler = fillers.find(({ prefix }) => name.startsWith(prefix));
  if (!filler) throw new Error(`bench/studio/pages.ts does not know what stands for the parts of ${name}`);
  return filler;
}

async function addressesOf(db: Database, from: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await db.execute<{ path: string }>(sql`select path from (select ${from}) as one(path)`);
  return rows.map(({ path }) => path);
}

/** What follows a part of an address: "/settings". */
function restAfter(name: string, part: string): string {
  return name.slice(name.indexOf(part) + part.length);
}
