import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../bin/environment.ts";
import { type ReaderImport, readImport } from "../../db/imports.ts";
import { beginImport, checkImport, planImport, startImport } from "../../engine/import/desk.ts";
import { takeIn } from "../../engine/import/take-in.ts";
import { type TestContext, testContext, testSecret, testSettings } from "../factories/context.ts";
import { publishedCourse } from "../factories/course.ts";
import { type TestDatabase, testDatabase } from "../setup/database.ts";

const people = 3_000;
const now = new Date("2026-03-02T10:00:00Z");

let database: TestDatabase;
let dataDir: string;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "dayletter-killed-"));
  context = testContext({ db: database.db, now, settings: { ...testSettings(), dataDir } });
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01T00:00:00Z") });
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});

/** The process that the worker starts, with nothing of this machine's settings. */
function startImporter(): ChildProcess {
  const { PATH = "" } = process.env;
  const env: NodeJS.ProcessEnv = {
    PATH,
    NODE_ENV: "test",
    TZ: "UTC",
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    APP_SECRET: testSecret,
  };
  return spawn(process.execPath, [join(root, "bin", "importer.ts")], { env, stdio: ["ignore", "ignore", "inherit"] });
}

async function row(id: number): Promise<ReaderImport> {
  const found = await readImport(database.db, { id });
  if (!found) throw new Error(`there is no import ${id}`);
  return found;
}

/** Kills it as soon as it has come further, in the middle of whatever it does by then. */
async function killOnTheWay(id: number): Promise<void> {
  const { offsetBytes: before } = await row(id);
  const child = startImporter();
  const ended = once(child, "exit");
  while (child.exitCode === null && (await row(id)).offsetBytes === before) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill("SIGKILL");
  await ended;
  // The dead one's lease runs out.
  await database.db.execute(sql`update reader_import set lease_until = lease_until - interval '1 hour'`);
}

async function letItFinish(): Promise<void> {
  const [status] = await once(startImporter(), "exit");
  expect(status).toBe(0);
}

async function* list(): AsyncGenerator<Uint8Array> {
  const rows = Array.from({ length: people }, (_, number) => {
    // Some have no address, some come twice, so that what is left out must be counted once as well.
    if (number % 100 === 50) return `nobody ${number}`;
    return number % 100 === 51 ? "person0@example.com" : `person${number}@example.com`;
  });
  yield Buffer.from(`email\n${rows.join("\n")}\n`);
}

test("an importer that is killed in each of its passes does every row once", { timeout: 180_000 }, async () => {
  const file = await takeIn(context, { source: list() });
  if (file.kind === "refused") throw new Error(file.message);
  const begun = await beginImport(context, { file, fileName: "list.csv", hand: { id: null, name: "Ada" } });
  if (begun.kind === "refused") throw new Error(begun.message);
  const { id } = begun;
  const { plan } = await row(id);
  // With something that may change, a step has 500 rows: six steps in each pass.
  await planImport(context, { id, plan: { ...plan, changes: ["tags"], tags: ["list"], course: "test-course" } });
  await checkImport(context, { id });
  await killOnTheWay(id);
  await letItFinish();
  const counts = { rows: people, added: people - 60, twice: 30, faulty: 30, enrolled: people - 60 };
  expect(await row(id)).toMatchObject({ state: "checked", counts });
  const statement = "They asked on the page of this test.";
  await startImport(context, { id, statement, isConfirmed: true, hand: { id: null, name: "Ada" } });
  await killOnTheWay(id);
  await letItFinish();
  expect(await row(id)).toMatchObject({ state: "done", counts });
  const [found] = await database.db.execute(sql`select
    (select count(*)::int from reader) as readers, (select count(*)::int from enrolment) as runs,
    (select count(*)::int from reader_tag) as tags, (select count(*)::int from consent) as consents,
    (select count(*)::int from import_fault) as faults`);
  const one = people - 60;
  expect(found).toEqual({ readers: one, runs: one, tags: one, consents: one, faults: 60 });
});
