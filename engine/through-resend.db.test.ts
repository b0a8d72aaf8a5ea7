import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { findNextWork } from "../db/work.ts";
import { resendTransport } from "../mail/resend.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { type FaultRule, type Standin, startStandin } from "../tests/standin/start.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let standin: Standin;
let context: TestContext;
const readers = 12;
const minuteMs = 60_000;

beforeAll(async () => {
  database = await testDatabase();
  standin = await startStandin();
  const kinds = Array.from({ length: 30 }, () => "training" as const);
  await publishedCourse(database.db, { kinds, publishedAt: new Date("2026-01-01") });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  for (let count = 0; count < readers; count += 1) await enrolled(context, { email: `reader${count}@example.com` });
  await workOff(context);
  // The real way out from here on, in small batches, so that one request is not the whole day.
  const real = resendTransport({ apiKey: standin.key, baseUrl: standin.url });
  context.mail = Object.assign(context.mail, real, { batchLimit: 5 });
});
afterAll(async () => {
  await standin.stop();
  await database.close();
});

/** Each test is one more morning of the same readers. */
beforeEach(async () => {
  await standin.clearFaults();
  const { planAt } = await findNextWork(context.db);
  context.clock.jumpTo(planAt ?? context.clock.calendarAt);
});

/** Recipients in the provider's own record since `from`, each as often as it was accepted. */
function acceptedSince(from: number): string[] {
  return standin
    .accepted()
    .slice(from)
    .map(({ to }) => [to].flat().join())
    .sort();
}

const everybody = Array.from({ length: readers }, (_, index) => `reader${index}@example.com`).sort();

/** Works and lets minutes pass until nothing is open; the requests' own timeouts are real. */
async function settleAll(): Promise<void> {
  for (let passes = 0; passes < 40; passes += 1) {
    await workOff(context);
    const { queued, batched } = await tallyDeliveries(context.db);
    if (queued + batched === 0) return;
    context.clock.advance(minuteMs);
  }
  throw new Error("forty minutes of work left deliveries open");
}

const faults: [string, FaultRule[]][] = [
  ["accepts and cuts the line", [{ fault: "accept_then_cut", count: 2 }]],
  ["accepts and answers with half an answer", [{ fault: "accept_then_half_answer", count: 1 }]],
  ["accepts and answers with a proxy's error page", [{ fault: "accept_then_html_502", count: 2 }]],
  ["accepts and answers for too few", [{ fault: "accept_then_short_count", count: 1 }]],
  ["accepts and then says 500", [{ fault: "accept_then_500", count: 1 }]],
  ["cuts the line", [{ fault: "cut", count: 3 }]],
  [
    "says 500 and 503 in turn",
    [
      { fault: "error_500", count: 2 },
      { fault: "unavailable", count: 2 },
    ],
  ],
  ["limits the rate", [{ fault: "rate_limit", count: 2 }]],
  ["uses up the day's quota", [{ fault: "daily_quota", count: 1 }]],
  ["revokes the key for a while", [{ fault: "key_revoked", count: 2 }]],
  ["objects to the sender for a while", [{ fault: "bad_sender", count: 1 }]],
  [
    "fails a third of the time, in every way at once",
    [
      { fault: "accept_then_cut", probability: 0.2, seed: 3, count: 5 },
      { fault: "html_502", probability: 0.2, seed: 4, count: 5 },
      { fault: "rate_limit", probability: 0.2, seed: 5, count: 5 },
    ],
  ],
];

describe("through the resend SDK to a provider that", () => {
  it.each(faults)("%s, every reader gets the lesson exactly once", async (_what, rules) => {
    const before = standin.accepted().length;
    await standin.fault(...rules);
    await settleAll();
    expect(acceptedSince(before)).toEqual(everybody);
    const tally = await tallyDeliveries(context.db);
    expect(isBalanced(tally)).toBe(true);
    expect(tally.refused + tally.uncertain).toBe(0);
  });

  it("refuses one address, everybody else gets the lesson and that enrolment pauses", async () => {
    const before = standin.accepted().length;
    await standin.fault({ fault: "bad_message", match: "reader3@" });
    await settleAll();
    expect(acceptedSince(before)).toEqual(everybody.filter((address) => address !== "reader3@example.com"));
    const [paused] = await database.db.execute(sql`select address, pause_reason from enrolment e
      join reader r on r.id = e.reader_id where e.state = 'paused'`);
    expect(paused).toEqual({ address: "reader3@example.com", pause_reason: "refused" });
  });

  it("finds another body under a known key, the batch is shown as uncertain and never sent again", async () => {
    await standin.fault({ fault: "conflict", count: 1 });
    await settleAll();
    const attempts = standin.attempts().length;
    context.clock.advance(30 * minuteMs);
    await workOff(context);
    expect((await tallyDeliveries(context.db)).uncertain).toBe(5);
    expect(standin.attempts()).toHaveLength(attempts);
  });
});

describe("every message on the wire", () => {
  it("carries one-click leaving, the list's name, both bodies and a tag, and no address in a link", async () => {
    const before = standin.accepted().length;
    await settleAll();
    const accepted = standin.accepted()[before];
    if (!accepted) throw new Error("nothing was accepted");
    const message = standin.messageOf(accepted);
    expect(message.headers["List-Unsubscribe"]).toMatch(/^<http:\/\/localhost:3000\/api\/leave\/[\w-]{34}>$/);
    expect(message.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(message.headers["List-Id"]).toBe('"The test-course" <test-course.localhost>');
    expect(message.tags[0]?.name).toBe("delivery");
    expect(message.html.length * message.text.length).toBeGreaterThan(0);
    expect(`${message.html}${message.text}`).not.toContain("@example.com");
  });
});
