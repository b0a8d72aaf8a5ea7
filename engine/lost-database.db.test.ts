import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tallyDeliveries } from "../db/deliveries.ts";
import { findNextWork } from "../db/work.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, mailTo, signupForm, workOff } from "../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { signUp } from "./signup.ts";

let database: TestDatabase;
let context: TestContext;
let server: postgres.Sql;

beforeAll(async () => {
  database = await testDatabase();
  server = postgres(database.url.replace(/\/[^/]+$/, "/postgres"), { max: 1 });
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await enrolled(context);
  await workOff(context);
});
afterAll(async () => {
  await server.end();
  await database.close();
});

const name = () => new URL(database.url).pathname.slice(1);

async function loseDatabase(): Promise<void> {
  await server`update pg_database set datallowconn = false where datname = ${name()}`;
  await server`select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = ${name()}`;
}

async function bringDatabaseBack(): Promise<void> {
  await server`update pg_database set datallowconn = true where datname = ${name()}`;
  await database.untilAllAnswer();
}

describe("the database is lost", () => {
  it("after the provider accepted, and the lesson is neither lost nor sent twice", async () => {
    const { planAt } = await findNextWork(context.db);
    context.clock.jumpTo(planAt ?? context.clock.calendarAt);
    const { handOver } = context.mail;
    context.mail.handOver = async (request) => {
      const outcome = await handOver(request);
      await loseDatabase();
      return outcome;
    };
    await expect(workOff(context)).rejects.toThrow();
    await bringDatabaseBack();
    context.mail.handOver = handOver;
    await workOff(context);
    expect((await tallyDeliveries(context.db)).batched).toBe(1);
    context.clock.advance(59_000);
    await workOff(context);
    expect(mailTo(context, "maria@example.com").filter(({ subject }) => subject === "Day 2: lesson-2")).toHaveLength(1);
    expect(context.mail.requests.at(-1)).toEqual(context.mail.requests.at(-2));
    expect((await tallyDeliveries(context.db)).batched).toBe(0);
  });

  it("while somebody signs up, who gets an error and no half of a signup", async () => {
    await loseDatabase();
    await expect(signUp(context, signupForm({ email: "late@example.com" }))).rejects.toThrow();
    await bringDatabaseBack();
    const { kind } = await signUp(context, signupForm({ email: "late@example.com" }));
    expect(kind).toBe("received");
    await workOff(context);
    expect(mailTo(context, "late@example.com")).toHaveLength(1);
  });
});
