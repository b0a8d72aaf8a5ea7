import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../db/connect.ts";
import { listEvents } from "../db/events.ts";
import { mintTokens } from "../domain/tokens.ts";
import type { Verdict } from "../domain/verdicts.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { publishLinks } from "../tests/factories/links.ts";
import { enrolled, lastTo, signupForm, workOff } from "../tests/factories/reader.ts";
import { readAllRows } from "../tests/setup/all-rows.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { changeTracking } from "./change-tracking.ts";
import { readHit } from "./hit.ts";
import { judgeAnew } from "./judge-anew.ts";
import { Tracker } from "./track.ts";

const urls = ["https://a.example/page?x=1&y=2", "https://b.example/", "https://c.example/läufe"];
const browser = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.2 Safari/605.1.15";

const gmailAhead =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0";

let database: TestDatabase;
let context: TestContext;
let tracker: Tracker;
/** The tokens in Day 1 of the one reader there is, and the number of that delivery. */
let tokens: { click: string; open: string };
let dayOne: number;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A reader whose Day 1 with three links was handed over a quarter of an hour ago. */
beforeEach(async () => {
  await database.empty("reader", "course", "version", "batch", "planning");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  const { lessonIds } = await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  for (const lessonId of lessonIds) await publishLinks(database.db, { lessonId, urls });
  const address = await enrolled(context, signupForm());
  await workOff(context);
  const { html } = lastTo(context, address);
  tokens = { click: /\/r\/([\w-]+)/.exec(html)?.[1] ?? "", open: /\/o\/([\w-]+)/.exec(html)?.[1] ?? "" };
  const rows = await database.db.execute<{ id: string }>(sql`select id from delivery where kind = 'lesson'`);
  dayOne = Number(rows[0]?.id);
  context.clock.advance(900_000);
  tracker = trackerOver(context);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close(1_000);
});

const opened: Tracker[] = [];

function trackerOver(over: TestContext): Tracker {
  const one = new Tracker(over, { stopwatchMs: () => over.clock.elapsedAt.getTime() });
  opened.push(one);
  return one;
}

type Asking = { method?: string; headers?: Record<string, string> };

function hit({ method = "GET", headers = {} }: Asking = {}) {
  const sent: Record<string, string> = { "user-agent": browser, "x-forwarded-for": "203.0.113.9", ...headers };
  return readHit({ method, header: (name) => sent[name] });
}

const click = (link: number, asking?: Asking) =>
  tracker.follow({ token: tokens.click, link: String(link), hit: hit(asking) });
const open = (asking?: Asking) => tracker.see({ token: tokens.open, hit: hit(asking) });

/** What was noted so far, in few words. */
async function noted(): Promise<string[]> {
  await tracker.flush();
  const events = await listEvents(database.db, { deliveryId: dayOne });
  return events.map(({ kind, link, verdict }) => [kind, link, verdict].filter((word) => word !== null).join(" "));
}

describe("a click", () => {
  it("leads to where the author's link goes, and is noted with what was seen", async () => {
    expect(await click(1)).toEqual({ kind: "found", url: urls[0] });
    expect(await click(3)).toEqual({ kind: "found", url: urls[2] });
    await tracker.flush();
    const [first] = await listEvents(database.db, { deliveryId: dayOne });
    expect(first).toMatchObject({
      kind: "clicked",
      link: 1,
      verdict: "person",
      seenAt: context.clock.calendarAt,
      facts: { method: "GET", userAgent: browser, network: "203.0.113.0/24", purpose: null },
    });
    expect(JSON.stringify(first)).not.toContain("203.0.113.9");
  });

  it.each(["4", "-1", "01", "1.5", "1e0", "９", "", "9999999999999999999", "https://evil.example", null])(
    "on a link %j that the message has not leads nowhere and is not noted",
    async (link) => {
      expect(await tracker.follow({ token: tokens.click, link, hit: hit() })).toEqual({ kind: "unknown" });
      expect(await noted()).toEqual([]);
    },
  );

  it("on the hidden link leads to the site itself", async () => {
    expect(await click(0)).toEqual({ kind: "found", url: "http://localhost:3000" });
    expect(await noted()).toEqual(["clicked 0 scanner"]);
  });

  it("is counted from the moment in which it came, not from when it was written", async () => {
    await click(1);
    const cameAt = context.clock.calendarAt;
    context.clock.advance(5_000);
    await tracker.flush();
    expect(await listEvents(database.db, { deliveryId: dayOne })).toMatchObject([{ seenAt: cameAt }]);
  });

  it("leads on for a reader who was erased meanwhile, and is not noted", async () => {
    await click(1);
    await tracker.flush();
    await database.db.execute(sql`delete from delivery`);
    expect(await click(1)).toEqual({ kind: "found", url: urls[0] });
    expect(await noted()).toEqual([]);
    // Whoever has no memory of it knows nothing.
    tracker = trackerOver(context);
    expect(await click(1)).toEqual({ kind: "unknown" });
  });
});

describe("nothing is noted, and links lead on all the same,", () => {
  async function clickAndOpen(asking?: Asking): Promise<void> {
    expect(await click(1, asking)).toEqual({ kind: "found", url: urls[0] });
    open(asking);
    expect(await noted()).toEqual([]);
  }

  it.each([["sec-gpc"], ["dnt"]])("when the browser asks so by %s", (name) =>
    clickAndOpen({ headers: { [name]: "1" } }),
  );

  it("when the reader wants no counting, also in letters that are out already", async () => {
    await changeTracking(context, { readerId: 1, tracking: false });
    await clickAndOpen();
    await changeTracking(context, { readerId: 1, tracking: true });
    await click(1);
    expect(await noted()).toEqual(["clicked 1 person"]);
  });

  it("not even what came just before the reader said so, and was not written yet", async () => {
    await click(1);
    await changeTracking(context, { readerId: 1, tracking: false });
    expect(await noted()).toEqual([]);
  });

  it("when the author notes nothing of this course any more", async () => {
    await database.db.execute(sql`update course set facts = facts || '{"tracking": false}'`);
    await clickAndOpen();
  });

  it("when the site notes nothing", async () => {
    tracker = trackerOver({ ...context, settings: { ...context.settings, tracking: false } });
    await clickAndOpen();
  });

  it("of a letter that was not tracked", async () => {
    await database.db.execute(sql`update delivery set tracked = false`);
    await clickAndOpen();
  });
});

describe("new evidence", () => {
  it("betrays whoever came before: the hidden link makes scanners of its neighbors in time", async () => {
    await click(2);
    open();
    expect(await noted()).toEqual(["clicked 2 person", "opened person"]);
    context.clock.advance(20_000);
    await click(0);
    expect(await noted()).toEqual(["clicked 2 scanner", "opened scanner", "clicked 0 scanner"]);
    context.clock.advance(3_600_000);
    await click(2);
    expect((await noted()).at(-1)).toBe("clicked 2 person");
  });

  it("betrays who opens every link at once, though each alone might be a person", async () => {
    for (const link of [1, 2, 3]) await click(link);
    expect(await noted()).toEqual(["clicked 1 scanner", "clicked 2 scanner", "clicked 3 scanner"]);
  });

  it("is put together by whoever comes last, when two processes saw a part each", async () => {
    const other = trackerOver(context);
    await click(1);
    await click(2);
    await other.follow({ token: tokens.click, link: "3", hit: hit() });
    await Promise.all([tracker.flush(), other.flush()]);
    expect((await noted()).sort()).toEqual(["clicked 1 scanner", "clicked 2 scanner", "clicked 3 scanner"]);
  });

  it("is judged from the raw facts, whenever somebody asks again", async () => {
    await click(1);
    open({ method: "HEAD" });
    await noted();
    await database.db.execute(sql`update event set verdict = 'unknown'`);
    await judgeAnew(context, { deliveryIds: [dayOne] });
    expect(await noted()).toEqual(["clicked 1 person", "opened scanner"]);
  });

  it("of a letter that a worker has begun and not settled yet counts from its beginning", async () => {
    await database.db.execute(
      sql`update delivery set had_at = null, provider_id = null, state = 'batched', address = 'a', values = '{}' where id = ${dayOne}`,
    );
    await click(1);
    expect(await noted()).toEqual(["clicked 1 person"]);
  });
});

describe("whoever says who they are", () => {
  const agents: [agent: string, opening: Verdict, clicking: Verdict][] = [
    [browser, "person", "person"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
      "person",
      "person",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
      "person",
      "person",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0", "person", "person"],
    ["Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)", "person", "person"],
    ["Outlook-iOS/729.2404.0.prod.iphone (4.2440.0)", "person", "person"],
    ["Mozilla/5.0", "prefetch", "scanner"],
    [gmailAhead, "prefetch", "person"],
    ["Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "unknown", "scanner"],
    ["YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "unknown", "scanner"],
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "scanner", "scanner"],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
      "scanner",
      "scanner",
    ],
    ["Barracuda Sentinel (EE)", "scanner", "scanner"],
    ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "scanner", "scanner"],
    ["python-requests/2.32.3", "scanner", "scanner"],
    ["Go-http-client/2.0", "scanner", "scanner"],
    ["curl/8.5.0", "scanner", "scanner"],
  ];

  it.each(agents)("%s: opening %s, clicking %s", async (agent, opening, clicking) => {
    open({ headers: { "user-agent": agent } });
    await click(1, { headers: { "user-agent": agent } });
    expect(await noted()).toEqual([`opened ${opening}`, `clicked 1 ${clicking}`]);
  });
});

describe("whoever means harm", () => {
  it("costs no query with fifty thousand forged tokens, cut ones and foreign ones", async () => {
    const silent = trackerOver({ ...context, db: unreachable() });
    const tail = tokens.click.slice(6);
    for (let number = 0; number < 50_000; number += 1) {
      const token = number.toString(36).padStart(6, "A") + tail;
      expect(await silent.follow({ token, link: "1", hit: hit() })).toEqual({ kind: "unknown" });
      silent.see({ token, hit: hit() });
    }
    for (const token of [tokens.open, tokens.click.slice(1), "", "a".repeat(2_000_000)]) {
      expect(await silent.follow({ token, link: "1", hit: hit() })).toEqual({ kind: "unknown" });
    }
    for (const token of [tokens.click, "a".repeat(2_000_000)]) silent.see({ token, hit: hit() });
    await silent.flush();
    expect(await noted()).toEqual([]);
  });

  it("fills no table by asking for one pixel a thousand times, nor for one link", async () => {
    for (let round = 0; round < 10; round += 1) {
      for (let number = 0; number < 100; number += 1) {
        open();
        await click(1);
      }
      await tracker.flush();
    }
    const events = await database.db.execute(sql`select kind, count(*)::int as times from event group by 1 order by 1`);
    expect(events).toEqual([
      { kind: "clicked", times: 100 },
      { kind: "opened", times: 100 },
    ]);
  });

  it("does not take another reader's place by asking all the time", async () => {
    const address = await enrolled(context, signupForm({ email: "ben@example.com" }));
    await workOff(context);
    const another = /\/o\/([\w-]+)/.exec(lastTo(context, address).html)?.[1] ?? "";
    for (let number = 0; number < 20_000; number += 1) open();
    tracker.see({ token: another, hit: hit() });
    await tracker.flush();
    const events = await database.db.execute(sql`select delivery_id from event where delivery_id <> ${dayOne}`);
    expect(events).toHaveLength(1);
  });

  it("gets nothing into a row that PostgreSQL would not take", async () => {
    open({ headers: { "user-agent": "\0\u0001 odd \uFFFF ".repeat(200), "sec-purpose": "\0".repeat(300) } });
    await tracker.flush();
    const [event] = await listEvents(database.db, { deliveryId: dayOne });
    expect(event?.facts.userAgent).toHaveLength(500);
    expect(event?.facts.purpose).toBeNull();
  });
});

describe("what waits to be written", () => {
  it("is written when the process is told to stop", async () => {
    await click(1);
    open();
    await tracker.close(5_000);
    expect(await listEvents(database.db, { deliveryId: dayOne })).toHaveLength(2);
  });

  it("is bounded, and what is beyond is told in the log", async () => {
    const warned: unknown[] = [];
    const [key] = context.keys;
    if (!key) throw new Error("there is no key");
    const log = { warn: (told: unknown) => void warned.push(told) } as unknown as TestContext["log"];
    tracker = trackerOver({ ...context, log });
    for (let id = 1; id <= 12_000; id += 1) {
      const { open: token } = mintTokens({ key, deliveryId: BigInt(id), purposes: ["open"] });
      tracker.see({ token, hit: hit() });
    }
    await tracker.flush();
    expect(warned).toEqual([{ dropped: 2_000 }]);
  });
});

describe("what fails once", () => {
  it("is tried again, and noted one time", async () => {
    let failures = 1;
    const read: TestContext["clocks"]["read"] = async (db) => {
      failures -= 1;
      if (failures >= 0) throw new Error("the database restarts");
      return context.clocks.read(db);
    };
    tracker = trackerOver({ ...context, clocks: { read } });
    await click(1);
    expect(await noted()).toEqual(["clicked 1 person"]);
  });

  it("is noted one time also when it was the judging that failed", async () => {
    const db = new Proxy(database.db, {
      get: (real, name) => (name === "transaction" ? unreachable().transaction : Reflect.get(real, name)),
    });
    tracker = trackerOver({ ...context, db });
    await click(1);
    expect(await noted()).toEqual(["clicked 1 unknown"]);
    await judgeAnew(context, { deliveryIds: [dayOne] });
    expect(await noted()).toEqual(["clicked 1 person"]);
  });
});

describe("while the database is away", () => {
  it("links that were followed lately lead on, others fail, and what was seen is given up", async () => {
    let isAway = false;
    const away = unreachable();
    const db = new Proxy(database.db, { get: (real, name) => Reflect.get(isAway ? away : real, name) });
    tracker = trackerOver({ ...context, db });
    await click(1);
    expect(await noted()).toEqual(["clicked 1 person"]);
    isAway = true;
    expect(await click(2)).toEqual({ kind: "found", url: urls[1] });
    await tracker.flush();
    const unknownHere = trackerOver({ ...context, db });
    await expect(unknownHere.follow({ token: tokens.click, link: "1", hit: hit() })).rejects.toThrow("away");
    isAway = false;
    expect(await unknownHere.follow({ token: tokens.click, link: "1", hit: hit() })).toMatchObject({ kind: "found" });
    await click(3);
    expect(await noted()).toEqual(["clicked 1 person", "clicked 3 person"]);
  });
});

it("changes no row but its own, whatever is opened and clicked", async () => {
  const before = await readAllRows({ url: database.url });
  for (let link = 0; link <= 3; link += 1) {
    await click(link);
    await click(link, { method: "HEAD" });
    open({ headers: { "user-agent": "Mozilla/5.0" } });
  }
  expect(await noted()).toHaveLength(12);
  // What is seen of a message, and what the figures count of it.
  const { event: _, reading: __, ...rest } = await readAllRows({ url: database.url });
  const { event: none, reading: ___, ...restBefore } = before;
  expect(none).toEqual([]);
  expect(rest).toEqual(restBefore);
});

/** A database of which every question fails. */
function unreachable(): Database {
  const fail = () => {
    throw new Error("the database is away");
  };
  return new Proxy({} as Database, { get: () => fail });
}
