import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { publishedCourse } from "../tests/factories/course.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";

const dataDir = mkdtempSync(join(tmpdir(), "dayletter-command-"));
/** What the first process has compiled, the next ones need not. */
const codeDir = mkdtempSync(join(tmpdir(), "dayletter-compiled-"));
let database: TestDatabase;
// Every command is a process that reads its whole code: a second on an idle machine, many on a busy one.
vi.setConfig({ testTimeout: 180_000 });

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01T00:00:00Z") });
});

afterAll(async () => {
  await database.close();
  for (const folder of [dataDir, codeDir]) rmSync(folder, { recursive: true, force: true });
});

/** Types the words after `npm run dayletter --`. */
function type(words: string, settings: Record<string, string> = { DATABASE_URL: database.url }) {
  const args = [join(import.meta.dirname, "dayletter.ts"), ...words.split(" ").filter((word) => word !== "")];
  const { PATH = "" } = process.env;
  const env: NodeJS.ProcessEnv = {
    PATH,
    NODE_ENV: "production",
    DATA_DIR: dataDir,
    NODE_COMPILE_CACHE: codeDir,
    ...settings,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  return { status, printed: stdout, complained: stderr };
}

test("without a word it lists its verbs", () => {
  const { status, printed } = type("");
  expect(status).toBe(0);
  for (const verb of ["publish", "status", "tick", "clock", "send-test", "new course", "demo", "doctor"]) {
    expect(printed).toContain(`\n  ${verb}`);
  }
});

test.each(["teach", "clock advance 6", "send-test --for me", "new course", "demo --readers many"])(
  "%j is not understood, and how it is used is shown",
  (words) => {
    const { status, printed, complained } = type(words);
    expect(status).toBe(2);
    expect(printed).toBe("");
    expect(complained).toContain("Usage: npm run dayletter -- ");
  },
);

test("with no database running it says what to start", () => {
  const { status, complained } = type("status", {});
  expect(status).toBe(1);
  expect(complained).toBe(
    "No database is running. Start Dayletter in another terminal (`npm start`) and try again, or set DATABASE_URL.\n",
  );
});

test("a database that is away is named without its password", () => {
  const { status, complained } = type("status", { DATABASE_URL: "postgres://ada:hunter2@127.0.0.1:1/letters" });
  expect(status).toBe(1);
  expect(complained).toMatch(/^The database at 127\.0\.0\.1:1\/letters cannot be used: nothing listens there/);
  expect(complained).not.toContain("hunter2");
});

test("the clock can be moved and set back, and status knows", () => {
  expect(type("clock advance 1d6h").status).toBe(0);
  expect(type("clock").printed).toMatch(/1 d 6 h ahead of the real time/);
  expect(JSON.parse(type("status --json").printed)).toMatchObject({ transport: "mailbox", balanced: true });
  expect(type("clock reset").status).toBe(0);
  expect(type("status").printed).toContain("which is the real time");
});

test("with a real provider the clock stays where it is", () => {
  const real = {
    DATABASE_URL: database.url,
    RESEND_API_KEY: "re_key",
    MAIL_FROM: "ada@letters.example",
    SITE_URL: "https://letters.example",
    POSTAL_ADDRESS: "1 Road, Town",
    OWNER_EMAIL: "ada@letters.example",
    APP_SECRET: "s".repeat(32),
  };
  const { status, complained } = type("clock advance 6h", real);
  expect(status).toBe(1);
  expect(complained).toMatch(/can be moved only while no real mail leaves/);
  expect(type("demo", real).complained).toMatch(/only for the mailbox/);
  // A slip in what listens to bounces stops nothing, and is said.
  const slipped = { ...real, RESEND_WEBHOOK_SECRET: "whsec_hunter2" };
  const { printed } = type("status", slipped);
  expect(printed).toMatch(/^Worth mending: RESEND_WEBHOOK_SECRET holds what is no signing secret/m);
  expect(printed).not.toContain("hunter2");
});

test("one tick does what is due and says what comes next", () => {
  const { status, printed } = type("tick");
  expect(status).toBe(0);
  expect(printed).toBe("Nothing was due; nothing is waiting.\n");
});

test("a demo fills the site once, however often it is asked for", () => {
  expect(type("demo --readers 20").printed).toMatch(
    /^20 fictional readers are enrolled in test-course\.\n4 letters to them/,
  );
  expect(type("demo --readers 20").printed).toBe("0 fictional readers are enrolled in test-course.\n");
});

test("a test lesson is sent, and a lesson that there is none of is named", () => {
  expect(type("send-test --to ada@example.com").printed).toMatch(/^Handed over by the mailbox: "\[Test\] /);
  const { status, complained } = type("send-test --to ada@example.com --lesson nothing");
  expect(status).toBe(1);
  expect(complained).toBe('"test-course" has no lesson "nothing".\n');
});

test("the doctor finds that no worker is alive", () => {
  const { status, printed, complained } = type("doctor");
  expect(status).toBe(1);
  expect(printed).toMatch(/^ok +The database answers$/m);
  expect(printed).toMatch(/^wrong +No worker has been heard of/m);
  expect(complained).toMatch(/1 of \d+ need a cure/);
});
