import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { author } from "../../db/schema/authors.ts";
import { haltSending, readSending, resumeSending } from "../../db/sending.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { mailTo, signupForm, workOff } from "../../tests/factories/reader.ts";
import { bounce, emailEvent, signedWebhook, webhookSecret } from "../../tests/factories/webhook.ts";
import { dayAt, days, type Message, setStage } from "../../tests/feedback/stage.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { signUp } from "../signup.ts";
import { readHealth, readStatus } from "../status.ts";
import { goOnAnyway, tryNow } from "../studio/mend.ts";
import { hear } from "./hear.ts";

const mail = {
  kind: "resend",
  apiKey: "re_test",
  baseUrl: "http://127.0.0.1:9",
  webhookSecrets: [webhookSecret],
} as const;
const owner = "owner@example.com";
const ada = { id: "ada", name: "Ada" };
const now = dayAt(days - 1);

let database: TestDatabase;
let context: TestContext;
let messages: Message[];
let told = 0;

beforeAll(async () => {
  database = await testDatabase();
  messages = await setStage(database.db, { readers: 24 });
  await database.db.insert(author).values({ ...ada, email: owner, role: "owner", createdAt: now, updatedAt: now });
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.empty("course", "reader", "newsletter", "issue", "planning", "feedback", "suppression", "batch");
  messages = await setStage(database.db, { readers: 24 });
  await database.db.execute(sql`update sending set halted_at = null, halt_name = null, halt_message = null,
    halt_cure = null, probe_at = null, halted_by_guard = false, halt_told = false, ended_halt = null, guard_from = null`);
  context = testContext({ db: database.db, now, settings: { mail, ownerEmail: owner } });
  context.clock.advance(60 * 60_000);
});

/** As many messages were handed over as say this batch, on the last of the days. */
async function handedOver(count: number, at = now): Promise<void> {
  await database.db.execute(sql`
    insert into batch (key, state, transport, fingerprint, site, signing_key_id, body_sha256, members, composed_at,
      attempts, first_attempt_at, settled_at, accepted_lessons)
    values (${`batch-${count}-${at.toISOString()}`}, 'settled', 'resend', '', '{}', 1, '', 1, ${at.toISOString()}, 1,
      ${at.toISOString()}, ${at.toISOString()}, ${count})`);
}

async function tell(type: string, count: number, more: Record<string, unknown> = {}): Promise<void> {
  const lessons = messages.filter(({ sentAt, providerId }) => sentAt >= now && providerId?.startsWith("lesson"));
  for (const { deliveryId, providerId, address: to } of lessons.slice(0, count)) {
    told += 1;
    const one = { providerId: providerId ?? "", to, deliveryId, saidAt: context.clock.elapsedAt };
    await hear(context, signedWebhook({ id: `told-${told}`, body: emailEvent(type, one, more) }));
  }
}

test("when too much comes back, sending halts and says so everywhere, and the owner alone lets it go on", async () => {
  await handedOver(200);
  await tell("bounced", 9, bounce.permanent);
  await workOff(context);
  expect((await readStatus(context)).halt).toBe(null);
  await tell("bounced", 10, bounce.permanent);
  await workOff(context);

  expect(await readStatus(context)).toMatchObject({ halt: { name: "too_many_bounces", probeAt: null } });
  expect((await readHealth(context)).problems.join()).toContain("Go on all the same");
  const letters = () => mailTo(context, owner).map(({ subject, text }) => ({ subject, text }));
  expect(letters()).toEqual([
    {
      subject: "Sending has halted at Dayletter",
      text: expect.stringMatching(/10 came back.*Nothing goes out by itself/s),
    },
  ]);

  // Nothing goes out, whatever time goes by, and neither a probe nor an old batch's answer ends it.
  await signUp(context, signupForm({ email: "new@example.com" }));
  context.clock.advance(60 * 60_000);
  await workOff(context);
  expect(mailTo(context, "new@example.com")).toEqual([]);
  expect(await tryNow(context, { author: ada })).toEqual({ kind: "already" });
  expect(await resumeSending(context.db, { now: await context.clocks.read(context.db) })).toBe(false);
  const halt = { name: "daily_quota_exceeded", message: "used up", cure: "Wait." };
  await haltSending(context.db, { ...halt, haltedAt: context.clock.elapsedAt, probeAt: context.clock.elapsedAt });
  expect(await readSending(context.db)).toMatchObject({ haltName: "too_many_bounces", probeAt: null });
  expect(letters()).toHaveLength(1);

  expect(await goOnAnyway(context, { author: ada })).toEqual({ kind: "done" });
  expect(await goOnAnyway(context, { author: ada })).toEqual({ kind: "already" });
  await workOff(context);
  expect(mailTo(context, "new@example.com").map(({ subject }) => subject)).toEqual(["Notice: confirm"]);
  expect(letters().at(-1)?.subject).toBe("Sending goes on at Dayletter");

  // What went out before is not held against it any more, though more of it comes back.
  await tell("bounced", 15, bounce.permanent);
  await workOff(context);
  expect((await readStatus(context)).halt).toBe(null);
});

test("complaints halt at a smaller share, and a halt of the provider's gives way to that", async () => {
  await handedOver(900);
  const halt = { name: "daily_quota_exceeded", message: "used up", cure: "Wait." };
  const probeAt = new Date(context.clock.elapsedAt.getTime() + 60_000);
  await haltSending(context.db, { ...halt, haltedAt: context.clock.elapsedAt, probeAt });
  await tell("complained", 3);
  await workOff(context);
  expect((await readStatus(context)).halt).toMatchObject({ name: "too_many_complaints", probeAt: null });
});

test("when too much of what was taken is never sent, sending halts, for then our way out is broken", async () => {
  await handedOver(200);
  await tell("failed", 9, { failed: { reason: "domain_not_verified" } });
  await workOff(context);
  expect((await readStatus(context)).halt).toBe(null);
  await tell("failed", 10, { failed: { reason: "domain_not_verified" } });
  await workOff(context);
  expect((await readStatus(context)).halt).toMatchObject({ name: "too_many_never_sent", probeAt: null });
});

test("what may pass, and what the owner allows, never halts", async () => {
  await handedOver(200);
  await tell("bounced", 20, bounce.transient);
  await workOff(context);
  expect((await readStatus(context)).halt).toBe(null);
  const lenient = { ...context, settings: { ...context.settings, guard: { bounced: null, complained: null } } };
  await tell("bounced", 20, bounce.permanent);
  await workOff(lenient);
  expect((await readStatus(context)).halt).toBe(null);
});
