import { describe, expect, it } from "vitest";
import { faultsInFeed } from "./faults.ts";

const home = "https://letters.example/letters/weekly";

const atom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${home}</id>
  <title>The weekly letter</title>
  <updated>2026-02-08T07:00:00Z</updated>
  <author><name>Joan</name></author>
  <link rel="alternate" href="${home}"/>
  <link rel="self" href="${home}/atom.xml"/>
  <entry>
    <title type="html">Hills</title>
    <id>${home}/hills</id>
    <link href="${home}/hills"/>
    <updated>2026-02-08T07:00:00.000Z</updated>
    <content type="html">Up.</content>
    <published>2026-02-08T07:00:00+01:00</published>
  </entry>
</feed>`;

const rss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>The weekly letter</title>
    <link>${home}</link>
    <description>About running</description>
    <lastBuildDate>Sun, 08 Feb 2026 07:00:00 GMT</lastBuildDate>
    <language>en</language>
    <atom:link href="${home}/rss.xml" rel="self" type="application/rss+xml"/>
    <item>
      <title>Hills</title>
      <link>${home}/hills</link>
      <guid isPermaLink="true">${home}/hills</guid>
      <pubDate>Sun, 08 Feb 2026 07:00:00 GMT</pubDate>
      <content:encoded>Up.</content:encoded>
    </item>
  </channel>
</rss>`;

const firstEntry = /<entry>[\s\S]*<\/entry>/.exec(atom)?.[0] ?? "";
const firstItem = /<item>[\s\S]*<\/item>/.exec(rss)?.[0] ?? "";

type Spoiling = [what: string, from: string, to: string];

const inAtom: Spoiling[] = [
  ["no id", `<id>${home}</id>`, ""],
  ["two titles", "<title>The", "<title>Another</title><title>The"],
  ["no moment of change in an entry", "<updated>2026-02-08T07:00:00.000Z</updated>", ""],
  ["a moment without its zone", "07:00:00.000Z", "07:00:00.000"],
  ["a day in place of a moment", "2026-02-08T07:00:00Z", "Sun, 08 Feb 2026 07:00:00 GMT"],
  ["an id that is a path", `<id>${home}/hills</id>`, "<id>/letters/weekly/hills</id>"],
  ["a link without an address", `<link href="${home}/hills"/>`, "<link/>"],
  ["a type of text that there is none of", 'title type="html"', 'title type="markdown"'],
  ["markup in a title of html", "Hills", "<b>Hills</b>"],
  ["an element that Atom does not know", "<entry>", "<entry><pubDate>now</pubDate>"],
  ["nobody who wrote it", "<author><name>Joan</name></author>", ""],
  ["a writer without a name", "<name>Joan</name>", "<email>joan@example.org</email>"],
  ["no address of its own", `<link rel="self" href="${home}/atom.xml"/>`, ""],
  ["the same entry twice", firstEntry, `${firstEntry}${firstEntry}`],
  ["text that ends early", "</feed>", ""],
];

const inRss: Spoiling[] = [
  ["another version", 'version="2.0"', 'version="0.91"'],
  ["no description", "<description>About running</description>", ""],
  ["a link that is a path", `<link>${home}</link>`, "<link>/letters/weekly</link>"],
  ["a date of another form", "<pubDate>Sun, 08 Feb 2026 07:00:00 GMT", "<pubDate>2026-02-08T07:00:00Z"],
  ["a permanent id that leads nowhere", `<guid isPermaLink="true">${home}/hills`, '<guid isPermaLink="true">hills'],
  ["an item of neither title nor description", "<title>Hills</title>", ""],
  ["an item with two titles", "<title>Hills</title>", "<title>Hills</title><title>Hills</title>"],
  ["a writer who is no address", "<item>", "<item><author>Joan</author>"],
  ["an element that RSS does not know", "<item>", "<item><summary>Up.</summary>"],
  ["the same item twice", firstItem, `${firstItem}${firstItem}`],
  ["no address of its own", 'rel="self"', 'rel="alternate"'],
];

describe.each([
  ["atom", atom, inAtom],
  ["rss", rss, inRss],
] as const)("a feed of the kind %s", (kind, feed, spoilings) => {
  it("has no fault as it should be", () => {
    expect(faultsInFeed(feed, kind)).toEqual([]);
  });

  it.each(spoilings)("is found to be wrong with %s", (_, from, to) => {
    const spoiled = feed.replace(from, to);
    expect(spoiled).not.toBe(feed);
    expect(faultsInFeed(spoiled, kind)).not.toEqual([]);
  });
});
