import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { version } from "../../db/schema/courses.ts";
import { issue, newsletter } from "../../db/schema/letters.ts";
import type { Compiled, CompiledForm } from "../../domain/version.ts";
import { hashAddress } from "../../engine/context.ts";
import { testSettings } from "./context.ts";

type NewsletterInput = Partial<typeof newsletter.$inferInsert>;

/** A newsletter as an author makes one. The weekly one, which every database has, is changed. */
export async function aNewsletter(db: Database, input: NewsletterInput = {}): Promise<number> {
  const row = { slug: "weekly", title: "The weekly letter", createdAt: new Date("2026-01-01"), ...input };
  const [made] = await db
    .insert(newsletter)
    .values(row)
    .onConflictDoUpdate({ target: newsletter.slug, set: row })
    .returning({ id: newsletter.id });
  if (!made) throw new Error("the newsletter was not stored");
  return made.id;
}

/** An issue with its version, as writing and checking would have left it: ready to be scheduled. */
export async function aLetter(
  db: Database,
  input: { newsletterId: number } & Partial<Omit<typeof issue.$inferInsert, "newsletterId">>,
): Promise<{ id: number; versionId: number }> {
  const at = new Date("2026-01-02");
  const facts = { slug: "first", title: "First", subject: "The first letter", origin: "written" as const, ...input };
  const [row] = await db
    .insert(issue)
    .values({ ...facts, createdAt: at, changedAt: at })
    .returning({ id: issue.id });
  const id = row?.id ?? 0;
  const versionId = await aLetterVersion(db, { issueId: id, subject: facts.subject });
  const versionBId = input.subjectB ? await aLetterVersion(db, { issueId: id, subject: input.subjectB }) : null;
  await db.execute(sql`update issue set version_id = ${versionId}, version_b_id = ${versionBId} where id = ${id}`);
  return { id, versionId };
}

/** A version of an issue: a subject, a greeting by name or without, two links of the author's, and the ways out. */
export async function aLetterVersion(db: Database, input: { issueId: number; subject: string }): Promise<number> {
  const compiled = compiledLetter(input.subject);
  const [row] = await db
    .insert(version)
    .values({ issueId: input.issueId, contentHash: input.subject, compiled, createdAt: new Date("2026-01-02") })
    .returning({ id: version.id });
  if (!row) throw new Error("the version was not stored");
  return row.id;
}

function compiledLetter(subject: string): Compiled {
  const body = [
    { link: 0 },
    " ",
    { link: 1 },
    " ",
    { slot: "links.web" },
    " ",
    { slot: "links.me" },
    " ",
    { slot: "links.leave" },
    " ",
    { slot: "site.postalAddress" },
  ] as const;
  const form = (greeting: CompiledForm["html"]): CompiledForm => ({
    subject: [subject],
    preheader: ["A short line"],
    html: ["<p>", ...greeting, ...body, "</p>"],
    text: [...greeting, ...body],
    web: ["<p>", ...body, "</p>"],
  });
  return {
    forms: { named: form(["Hello ", { slot: "reader.name" }, ". "]), unnamed: form(["Hello. "]) },
    links: ["https://example.com/one", "https://example.com/two"],
    slots: [],
  };
}

export type FollowersInput = {
  newsletterId: number;
  count: number;
  /** Told apart from those of other calls. */
  prefix?: string;
  zones?: readonly string[];
  /** Every so many have no name. */
  unnamedEvery?: number;
};

/** Adds confirmed readers who follow, in sets, so that a million take some seconds. Addresses are `prefix1@…` and on. */
export async function addFollowers(db: Database, input: FollowersInput): Promise<string[]> {
  const { newsletterId, count, prefix = "follower", zones = ["Europe/Berlin"], unnamedEvery = 3 } = input;
  const addresses: string[] = [];
  for (let from = 0; from < count; from += portion) {
    const numbers = Array.from({ length: Math.min(portion, count - from) }, (_, index) => from + index + 1);
    const rows = numbers.map((number) => ({
      address: `${prefix}${number}@example.com`,
      hash: hashAddress({ settings: testSettings() }, `${prefix}${number}@example.com`),
      name: number % unnamedEvery === 0 ? null : `Reader ${number}`,
      zone: zones[number % zones.length] ?? "UTC",
    }));
    await db.execute(sql`
      with rows as (select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as row(address text, hash text, name text, zone text)
      ), made as (
        insert into reader (address, address_hash, name, zone, send_minute, created_at, confirmed_at)
        select address, hash, name, zone, 420, '2026-01-01', '2026-01-01' from rows returning id
      ) insert into follow (reader_id, newsletter_id, state, changed_at)
      select id, ${newsletterId}, 'following', '2026-01-01' from made`);
    addresses.push(...rows.map(({ address }) => address));
  }
  return addresses;
}

const portion = 10_000;
