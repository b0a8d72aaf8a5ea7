import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseCure } from "../db/database-trouble.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { findNextWork } from "../db/work.ts";
import { smtpTransport } from "../mail/smtp.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { type Fault, type Faults, faultsOf } from "../tests/factories/failing-statement.ts";
import { enrolled, workOff } from "../tests/factories/reader.ts";
import { type MailServerStandin, startMailServer } from "../tests/mailserver/mail-server.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { isBalanced } from "./status.ts";

let database: TestDatabase;
let context: TestContext;
let faults: Faults;
let server: MailServerStandin;
const addresses = ["one@example.com", "two@example.com", "three@example.com"];
const minuteMs = 60_000;

beforeAll(async () => {
  database = await testDatabase();
  server = await startMailServer();
  const kinds = Array.from({ length: 60 }, () => "training" as const);
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01"), kinds });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  for (const email of addresses) await enrolled(context, { email });
  await workOff(context);
  faults = await faultsOf(database.db);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

const receivers = () => context.mail.sent.map(({ message }) => message.to).filter((to) => addresses.includes(to));

/**
 * One more morning of the same readers, in which one statement fails; then all is well again, and a worker comes back
 * every minute. Says whether the morning had so many statements.
 */
async function failAt(fault: Fault, statement: number): Promise<boolean> {
  context.clock.jumpTo((await findNextWork(context.db)).planAt ?? context.clock.calendarAt);
  faults.arm(fault, statement);
  // The worker's loop catches as much, and logs it.
  await workOff(context).catch(() => {});
  const hasFired = faults.disarm();
  for (let minutes = 0; minutes < 40 && !(await isOver().catch(() => false)); minutes += 1) {
    context.clock.advance(minuteMs);
    await workOff(context).catch(() => {});
  }
  return hasFired;
}

/** Nothing is open, and nobody is due any more at this moment. */
async function isOver(): Promise<boolean> {
  const { queued, batched } = await tallyDeliveries(context.db);
  const { planAt } = await findNextWork(context.db);
  return queued + batched === 0 && (planAt === null || planAt > context.clock.calendarAt);
}

/** Statements spread over a whole morning, up to the first number that it does not reach. */
async function failAlongMornings(fault: Fault, { from, step }: { from: number; step: number }): Promise<number> {
  let mornings = 0;
  for (let statement = from; await failAt(fault, statement); statement += step) mornings += 1;
  return mornings + 1;
}

describe("a database that fails in the midst of sending", () => {
  it.each<[Fault, RegExp]>([
    ["disk full", /disk is full\. Make room/],
    ["connection lost", /looked for again by itself/],
  ])("with '%s' has a cure for whoever reads the log", async (fault, cure) => {
    faults.arm(fault, 1);
    const error = await workOff(context).catch((thrown: unknown) => thrown);
    faults.disarm();
    await database.untilAllAnswer();
    expect(databaseCure(error)).toMatch(cure);
  });

  it.each<[Fault, number]>([
    ["disk full", 13],
    ["connection lost", 21],
  ])("with '%s' costs nobody a lesson, and nobody gets one twice", async (fault, step) => {
    const before = receivers().length;
    const mornings = await failAlongMornings(fault, { from: 3, step });
    expect(mornings).toBeGreaterThan(2);
    expect(receivers().length - before).toBe(mornings * addresses.length);
    const tally = await tallyDeliveries(context.db);
    expect(isBalanced(tally)).toBe(true);
    expect(tally.refused + tally.uncertain).toBe(0);
  });

  it("costs nobody a second copy by SMTP either, and what may be out is shown", async () => {
    const way = { host: "127.0.0.1", port: server.port, tls: "off" as const, login: null, name: null };
    context.mail = Object.assign(context.mail, smtpTransport({ server: way, connections: 1, perSecond: null }));
    const mornings = await failAlongMornings("disk full", { from: 4, step: 17 });
    await context.mail.close();
    const { uncertain } = await tallyDeliveries(context.db);
    const kept = server.received.map(({ to, raw }) => `${to} ${/^Message-ID: (.*)$/im.exec(raw.toString())?.[1]}`);
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept.length).toBeLessThanOrEqual(mornings * addresses.length);
    expect(mornings * addresses.length - kept.length).toBeLessThanOrEqual(uncertain);
  });
});
