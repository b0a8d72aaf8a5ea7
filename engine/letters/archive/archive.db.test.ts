import { sql } from "drizzle-orm";
import { XMLParser } from "fast-xml-parser";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { version } from "../../../db/schema/courses.ts";
import type { CompiledForm } from "../../../domain/version.ts";
import { type TestContext, testContext } from "../../../tests/factories/context.ts";
import { aLetter, aNewsletter } from "../../../tests/factories/letter.ts";
import { faultsInFeed } from "../../../tests/feeds/faults.ts";
import { type TestDatabase, testDatabase } from "../../../tests/setup/database.ts";
import { issuesPerPage, listNewsletters, readIssue, readNewsletter } from "./archive.ts";
import { findFeed } from "./feed.ts";
import { listPublicIssuePaths } from "./sitemap.ts";
import { findIssueCard } from "./social-card.ts";

let database: TestDatabase;
let context: TestContext;
let newsletterId: number;
const siteUrl = "https://letters.example";

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("newsletter", "reader", "batch", "planning");
  const settings = { siteUrl, siteName: "Runner & Co" };
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z"), settings });
  newsletterId = await aNewsletter(database.db, { description: "What I learned <this> week" });
});

type Published = { slug: string; title?: string; day?: string; private?: boolean; state?: string };

/** An issue that went out to everybody on this day, with a link of the author's and every slot that a letter may hold. */
async function published({ slug, title = slug, day = "2026-03-01", state = "sent", ...rest }: Published) {
  const { id, versionId } = await aLetter(context.db, { newsletterId, slug, title, ...rest });
  await context.db.execute(sql`
    update version set compiled = ${JSON.stringify(compiled(title))}::jsonb where id = ${versionId}`);
  const at = `${day}T07:00:00Z`;
  const isSent = state === "sent";
  await context.db.execute(sql`
    update issue set state = ${state}, mode = ${state === "draft" ? null : "now"},
      published_at = ${state === "draft" || state === "scheduled" ? null : at}, sent_at = ${isSent ? at : null}
    where id = ${id}`);
  return id;
}

function compiled(title: string) {
  const greeting = (named: boolean): CompiledForm["html"] => (named ? ["Hello ", { slot: "reader.name" }] : ["Hello"]);
  const form = (named: boolean): CompiledForm => ({
    subject: ["A subject that only subscribers see"],
    preheader: named ? [{ slot: "reader.name" }, ", read on"] : ["Read on at ", { slot: "site.name" }],
    html: ["<p>"],
    text: [""],
    web: [
      `<article class="lesson"><header class="lesson-head" data-part="frame"><h1>${title.replaceAll("<", "&lt;")}</h1></header><p>`,
      ...greeting(named),
      ' ]]&gt; <a href="',
      { link: 0 },
      '">a link</a> <a href="',
      { slot: "links.me" },
      '">yours</a> <a href="',
      { slot: "links.leave" },
      '">leave</a> <img src="',
      { slot: "links.pictures" },
      '/a.png" alt=""/> <a href="',
      { slot: "links.web" },
      '">web</a></p></article>',
    ],
  });
  const forms = { named: form(true), unnamed: form(false) };
  return { forms, links: ["https://elsewhere.example/?a=1&b=2"], slots: [] };
}

describe("the archive", () => {
  it("shows what was published, the newest first, and nothing that was not", async () => {
    await published({ slug: "first", day: "2026-01-05" });
    await published({ slug: "second", day: "2026-01-12" });
    await published({ slug: "secret", private: true });
    await published({ slug: "unwritten", state: "draft" });
    await published({ slug: "tomorrow", state: "scheduled" });
    await published({ slug: "under-way", day: "2026-01-19", state: "sending" });
    const page = await readNewsletter(context, { slug: "weekly" });
    expect(page?.list.map(({ slug }) => slug)).toEqual(["under-way", "second", "first"]);
    expect(page).toMatchObject({ issues: 3, frequency: "About once a week", newest: { slug: "under-way" } });
    expect((await listPublicIssuePaths(context)).map(({ path }) => path)).toEqual([
      "/letters/weekly/under-way",
      "/letters/weekly/second",
      "/letters/weekly/first",
    ]);
    for (const slug of ["secret", "unwritten", "tomorrow", "nothing"]) {
      const named = { newsletterSlug: "weekly", issueSlug: slug };
      expect(await readIssue(context, named)).toBeNull();
      expect(await findIssueCard(context, named)).toBeNull();
    }
    for (const kind of ["rss", "atom"] as const) {
      const feed = await findFeed(context, { slug: "weekly", kind });
      expect(await feed?.write()).not.toMatch(/secret|unwritten|tomorrow/);
    }
  });

  it("leads from each letter to those beside it, past the private ones", async () => {
    await published({ slug: "one", day: "2026-01-05" });
    await published({ slug: "hidden", day: "2026-01-06", private: true });
    await published({ slug: "two", day: "2026-01-07" });
    await published({ slug: "three", day: "2026-01-07" });
    const beside = async (issueSlug: string) => {
      const issue = await readIssue(context, { newsletterSlug: "weekly", issueSlug });
      return [issue?.previous?.slug, issue?.next?.slug];
    };
    expect(await beside("one")).toEqual([undefined, "two"]);
    expect(await beside("two")).toEqual(["one", "three"]);
    expect(await beside("three")).toEqual(["two", undefined]);
  });

  it("shows a letter to everybody without a name, a token or a tracked link", async () => {
    await published({ slug: "first" });
    const issue = await readIssue(context, { newsletterSlug: "weekly", issueSlug: "first" });
    expect(issue?.html).toContain('<p>Hello ]]&gt; <a href="https://elsewhere.example/?a=1&amp;b=2">');
    expect(issue?.html).toContain(`<a href="${siteUrl}/letters/weekly/first">web</a>`);
    expect(issue?.html).not.toMatch(/\/(r|o|me|leave|lessons|letter)\//);
    expect(issue?.preheader).toBe("Read on at Runner & Co");
  });

  it("turns its pages one after another and ends", async () => {
    for (let day = 1; day <= issuesPerPage + 2; day += 1) {
      await published({ slug: `letter-${day}`, day: new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10) });
    }
    const first = await readNewsletter(context, { slug: "weekly" });
    expect([first?.list.length, first?.list[0]?.slug, first?.olderThan]).toEqual([30, "letter-32", "letter-3"]);
    const second = await readNewsletter(context, { slug: "weekly", olderThan: first?.olderThan ?? null });
    expect(second?.list.map(({ slug }) => slug)).toEqual(["letter-2", "letter-1"]);
    expect(second?.olderThan).toBeNull();
  });

  it("lists every newsletter with its own newest letter", async () => {
    await published({ slug: "first", day: "2026-02-01" });
    await published({ slug: "second", day: "2026-02-08" });
    await published({ slug: "hidden", day: "2026-02-15", private: true });
    await aNewsletter(context.db, { slug: "empty", title: "Empty" });
    const listed = await listNewsletters(context);
    expect(listed.map(({ slug, issues, newest }) => [slug, issues, newest?.slug ?? null])).toEqual([
      ["weekly", 2, "second"],
      ["empty", 0, null],
    ]);
  });

  it("keeps a retired newsletter to be read, and offers it to nobody", async () => {
    await published({ slug: "first" });
    await aNewsletter(context.db, { slug: "empty", title: "Empty", retiredAt: new Date("2026-02-01") });
    await context.db.execute(sql`update newsletter set retired_at = '2026-02-01'`);
    expect(await listNewsletters(context)).toEqual([]);
    expect(await readNewsletter(context, { slug: "weekly" })).toMatchObject({ isOpen: false, issues: 1 });
    expect(await readNewsletter(context, { slug: "empty" })).toBeNull();
    expect(await findFeed(context, { slug: "empty", kind: "rss" })).toBeNull();
  });

  it("says after a correction that the letter changed, and keeps the day on which it was published", async () => {
    const id = await published({ slug: "first" });
    const corrected = { issueId: id, contentHash: "2", compiled: compiled("first"), createdAt: new Date("2026-03-03") };
    const [row] = await context.db.insert(version).values(corrected).returning({ id: version.id });
    await context.db.execute(sql`update issue set version_id = ${row?.id} where id = ${id}`);
    expect(await readIssue(context, { newsletterSlug: "weekly", issueSlug: "first" })).toMatchObject({
      publishedAt: new Date("2026-03-01T07:00:00Z"),
      changedAt: new Date("2026-03-03"),
    });
  });

  it("draws a card of 1200 by 630 for every title, however odd", async () => {
    const titles = ["Hills", "W".repeat(200), "<script>alert(1)</script>", "走る", "👟"];
    for (const [place, title] of titles.entries()) {
      await published({ slug: `letter-${place}`, title });
      const card = await findIssueCard(context, { newsletterSlug: "weekly", issueSlug: `letter-${place}` });
      expect(await sharp(await card?.draw()).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
    }
  });
});

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@", cdataPropName: "#cdata" });

describe("a feed", () => {
  const hostile = `</title><script>alert("x")</script> ]]> & \u0007 ]]>`;

  async function parsed(kind: "rss" | "atom") {
    const xml = (await (await findFeed(context, { slug: "weekly", kind }))?.write()) ?? "";
    expect(faultsInFeed(xml, kind)).toEqual([]);
    // Whatever is read as markup of the feed itself, none of it is a script.
    expect(xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, "")).not.toMatch(/<script|<a |<p>/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML forbids.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
    return { xml, tree: parser.parse(xml) };
  }

  beforeEach(async () => {
    await published({ slug: "first", day: "2026-02-01" });
    await published({ slug: "hostile", title: hostile, day: "2026-02-08" });
  });

  it("is RSS 2.0, with absolute links, permanent ids, dates of RFC 822 and the whole letter", async () => {
    const { tree } = await parsed("rss");
    const { channel } = tree.rss;
    expect(tree.rss["@version"]).toBe("2.0");
    expect(channel).toMatchObject({
      title: "The weekly letter",
      link: `${siteUrl}/letters/weekly`,
      description: "What I learned &lt;this&gt; week".replace("&lt;", "<").replace("&gt;", ">"),
    });
    expect(channel["atom:link"]).toEqual({
      "@href": `${siteUrl}/letters/weekly/rss.xml`,
      "@rel": "self",
      "@type": "application/rss+xml",
    });
    expect(channel.item).toHaveLength(2);
    const [newest, first] = channel.item;
    expect(first).toMatchObject({
      title: { "#cdata": "first" },
      link: `${siteUrl}/letters/weekly/first`,
      guid: { "#text": `${siteUrl}/letters/weekly/first`, "@isPermaLink": "true" },
      pubDate: "Sun, 01 Feb 2026 07:00:00 GMT",
    });
    expect(textOf(first["content:encoded"])).toMatch(/^<article class="lesson"><p>Hello ]]&gt; /);
    expect(textOf(newest.title)).toContain(`</title><script>alert("x")</script> ]] > &  ]] >`);
  });

  it("is Atom as RFC 4287 has it, with titles that are no markup", async () => {
    const { tree } = await parsed("atom");
    const { feed } = tree;
    expect(feed["@xmlns"]).toBe("http://www.w3.org/2005/Atom");
    expect(feed).toMatchObject({
      id: `${siteUrl}/letters/weekly`,
      title: "The weekly letter",
      author: { name: "Runner & Co" },
      updated: "2026-02-08T07:00:00.000Z",
    });
    expect(feed.link).toContainEqual({ "@rel": "self", "@href": `${siteUrl}/letters/weekly/atom.xml` });
    expect(feed.link).toContainEqual({ "@rel": "alternate", "@href": `${siteUrl}/letters/weekly` });
    const [newest, first] = feed.entry;
    expect(first).toMatchObject({
      id: `${siteUrl}/letters/weekly/first`,
      published: "2026-02-01T07:00:00.000Z",
      updated: "2026-02-01T07:00:00.000Z",
      content: { "@type": "html" },
    });
    expect(newest.title["@type"]).toBe("html");
    expect(textOf(newest.title)).toMatch(/^&lt;\/title&gt;&lt;script&gt;alert\("x"\)&lt;\/script&gt; ]]&gt; &amp;/);
  });

  it("holds nothing of any reader and no link that is counted", async () => {
    for (const kind of ["rss", "atom"] as const) {
      const { xml } = await parsed(kind);
      expect(xml).not.toMatch(/letters\.example\/(r|o|me|leave|lessons|letter)\//);
      expect(xml).toContain("https://elsewhere.example/?a=1&amp;b=2");
    }
  });

  it("says that it changed when a letter did, and has a date without any", async () => {
    expect((await findFeed(context, { slug: "weekly", kind: "rss" }))?.changedAt).toEqual(
      new Date("2026-02-08T07:00:00Z"),
    );
    await context.db.execute(
      sql`delete from version where issue_id is not null and id not in (select version_id from issue)`,
    );
    await context.db.execute(sql`update issue set private = true`);
    for (const kind of ["rss", "atom"] as const) {
      const feed = await findFeed(context, { slug: "weekly", kind });
      expect(feed?.changedAt).toEqual(new Date("2026-01-01"));
      expect(faultsInFeed((await feed?.write()) ?? "", kind)).toEqual([]);
    }
  });
});

/** The text of an element, which may be written in several CDATA sections. */
function textOf(element: unknown): string {
  const inner = typeof element === "object" && element !== null && "#cdata" in element ? element["#cdata"] : element;
  return Array.isArray(inner) ? inner.join("") : String(inner);
}
