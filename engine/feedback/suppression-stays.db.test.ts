import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSuppression } from "../../db/readers.ts";
import { type TestContext, testContext, testSecret } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { enrolled, mailTo, signupForm, workOff } from "../../tests/factories/reader.ts";
import { bounce, emailEvent, signedWebhook, webhookSecret } from "../../tests/factories/webhook.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { hashAddress } from "../context.ts";
import { erase } from "../erase.ts";
import { signUp } from "../signup.ts";
import { hear } from "./hear.ts";

const mail = {
  kind: "resend",
  apiKey: "re_test",
  baseUrl: "http://127.0.0.1:9",
  webhookSecrets: [webhookSecret],
} as const;
const maria = "maria@example.com";
const dayMs = 86_400_000;

let database: TestDatabase;
let context: TestContext;
let told = 0;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent", "feedback");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z"), settings: { mail } });
  await enrolled(context);
  await workOff(context);
  context.clock.advance(60_000);
});

async function webhook(type: string, more: Record<string, unknown> = {}) {
  const [row] = await database.db.execute<{ id: number; providerId: string }>(
    sql`select id::int, provider_id as "providerId" from delivery where kind = 'lesson' limit 1`,
  );
  if (!row) throw new Error("no lesson went out");
  told += 1;
  // As a mail server may write it back.
  const one = {
    providerId: row.providerId,
    to: "Maria@Example.com",
    deliveryId: row.id,
    saidAt: context.clock.elapsedAt,
  };
  return signedWebhook({ id: `told-${told}`, body: emailEvent(type, one, more) });
}

const reasonOf = (of: TestContext = context) => readSuppression(of.db, { addressHash: hashAddress(of, maria) });

describe("an address that must not be mailed", () => {
  it("is the same in capitals, after its reader was erased, and when somebody signs it up again", async () => {
    await hear(context, await webhook("complained"));
    await workOff(context);
    await erase(context, { readerId: 1 });
    const before = mailTo(context, maria).length;
    for (const email of ["MARIA@EXAMPLE.COM", " maria@example.com "]) {
      context.clock.advance(dayMs);
      await signUp(context, signupForm({ email }));
      await workOff(context);
    }
    expect(await reasonOf()).toBe("complained");
    expect(mailTo(context, maria)).toHaveLength(before);
  });

  it("stays known when the secret is replaced, as long as the old one is listed", async () => {
    await hear(context, await webhook("bounced", bounce.permanent));
    await workOff(context);
    const appSecrets = ["a-new-secret-that-took-the-place-of-the-first", testSecret];
    const rotated = { ...context, settings: { ...context.settings, appSecrets } };
    expect(await reasonOf(rotated)).toBe("bounced");
    context.clock.advance(2 * dayMs);
    await workOff(rotated);
    expect(mailTo(rotated, maria).map(({ subject }) => subject)).not.toContain("Day 2: lesson-2");
  });

  it("is never asked again after a complaint that came when its reader had been erased", async () => {
    const late = await webhook("complained");
    await erase(context, { readerId: 1 });
    expect(await reasonOf()).toBe("erased");
    await hear(context, late);
    await workOff(context);
    expect(await reasonOf()).toBe("complained");
    expect(await database.db.execute(sql`select from feedback`)).toHaveLength(0);
  });

  it("is not suppressed by what came back before its owner said yes again", async () => {
    const late = await webhook("bounced", bounce.permanent);
    context.clock.advance(60_000);
    await database.db.execute(sql`insert into consent (reader_id, purpose, form, words, asked_at, confirmed_at)
      values (1, 'address', 'find page', 'Please write to me again.', ${context.clock.calendarAt.toISOString()},
        ${context.clock.calendarAt.toISOString()})`);
    await hear(context, late);
    await workOff(context);
    expect(await reasonOf()).toBe(null);
    await hear(context, await webhook("bounced", bounce.permanent));
    context.clock.advance(60_000);
    await hear(context, await webhook("bounced", bounce.permanent));
    await workOff(context);
    expect(await reasonOf()).toBe("bounced");
  });

  it("is forgotten together with what was said of its messages, when its reader is erased", async () => {
    await hear(context, await webhook("bounced", bounce.permanent));
    await workOff(context);
    expect(await database.db.execute(sql`select from feedback`)).toHaveLength(1);
    await erase(context, { readerId: 1 });
    expect(await database.db.execute(sql`select from feedback`)).toHaveLength(0);
    expect(await reasonOf()).toBe("erased");
  });
});
