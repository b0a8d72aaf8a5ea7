import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../db/connect.ts";
import { readConnection } from "./connection-file.ts";
import { type EmbeddedDatabase, openEmbeddedDatabase } from "./embedded.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";

let home: string;
let opened: EmbeddedDatabase[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "dayletter-embedded-"));
  opened = [];
});

afterEach(async () => {
  for (const database of opened) await database.stop();
  rmSync(home, { recursive: true, force: true });
});

const dataDir = () => join(home, "a folder with blanks", ".data");
const dataFolder = () => join(dataDir(), "postgres");

async function open(change: Partial<Parameters<typeof openEmbeddedDatabase>[0]> = {}): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase({ dataDir: dataDir(), ...change });
  opened.push(database);
  return database;
}

async function close(database: EmbeddedDatabase): Promise<void> {
  opened = opened.filter((other) => other !== database);
  await database.stop();
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const connection = connect({ url, poolSize: 1, name: "test" });
  try {
    return [...(await connection.db.execute(sql.raw(statement)))];
  } finally {
    await connection.close();
  }
}

/** Another process that owns the database, until it is killed without warning. */
async function ownerElsewhere(): Promise<ChildProcess> {
  const code = `
    const { openEmbeddedDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "embedded.ts"))});
    await openEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir())} });
    process.stdout.write("up");
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(owner.stdout, "data");
  return owner;
}

async function killHard(owner: ChildProcess): Promise<void> {
  owner.kill("SIGKILL");
  await once(owner, "exit");
}

test("rows outlive a stop and a start, and the command line finds the running database", async () => {
  const first = await open();
  await run(first.url, "create table kept as select 42 as answer");
  expect(readConnection({ dataDir: dataDir() })).toBe(first.url);
  await close(first);
  expect(readConnection({ dataDir: dataDir() })).toBeNull();
  const second = await open();
  expect(second.tookOver).toBe(false);
  expect(await run(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("text is UTF-8 with a builtin locale, whatever the environment says", async () => {
  const { url } = await open();
  const [row] = await run(
    url,
    "select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()",
  );
  expect(row).toEqual({ encoding: "UTF8", provider: "b", locale: "C.UTF-8" });
});

test("nobody else on the machine can read the password", async () => {
  await open();
  for (const file of ["database.json", "postgres/dayletter-password"]) {
    expect(statSync(join(dataDir(), file)).mode & 0o077, file).toBe(0);
  }
});

test("a second start on the same data is refused in words, and harms nothing", async () => {
  const { url } = await open();
  await expect(open()).rejects.toThrow(/Dayletter is running already with the data in .*DATA_DIR/);
  expect(await run(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("of two starts at the same moment one wins and the other is refused in words", async () => {
  const both = await Promise.allSettled([open(), open()]);
  const refused = both.filter((one) => one.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(String(refused[0]?.reason)).toMatch(/running already/);
});

test("a server that outlived its killed owner is taken over with its rows", async () => {
  const owner = await ownerElsewhere();
  await expect(open()).rejects.toThrow(/running already/);
  const pid = readPostmasterPid(dataFolder())?.pid;
  await killHard(owner);
  const database = await open();
  expect(database.tookOver).toBe(true);
  expect(readPostmasterPid(dataFolder())?.pid).toBe(pid);
  await close(database);
  expect(existsSync(join(dataFolder(), "postmaster.pid"))).toBe(false);
});

test("after owner and server were both killed, committed rows are recovered", async () => {
  const owner = await ownerElsewhere();
  const url = String(readConnection({ dataDir: dataDir() }));
  await run(url, "create table kept as select 42 as answer");
  const pid = readPostmasterPid(dataFolder())?.pid;
  await killHard(owner);
  process.kill(Number(pid), "SIGKILL");
  const database = await open();
  expect(await run(database.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a server that is killed while it is owned comes back where it was", async () => {
  const said: string[] = [];
  const { url } = await open({ say: (line) => said.push(line) });
  await run(url, "create table kept as select 42 as answer");
  process.kill(Number(readPostmasterPid(dataFolder())?.pid), "SIGKILL");
  await expect.poll(() => said, { timeout: 10_000 }).toContain("PostgreSQL has ended by itself; starting it again.");
  await expect
    .poll(() => run(url, "select answer from kept").catch(() => null), { timeout: 10_000 })
    .toEqual([{ answer: 42 }]);
  await expect(open()).rejects.toThrow(/running already/);
});

test("a pid file whose number belongs to another program by now does not stop a start", async () => {
  await close(await open());
  const stale = [process.pid, dataFolder(), "1700000000", "1", "", "127.0.0.1", "", "ready   ", ""].join("\n");
  writeFileSync(join(dataFolder(), "postmaster.pid"), stale, { mode: 0o600 });
  const database = await open();
  expect(await run(database.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("data that PostgreSQL cannot start on is reported with the log's last words", async () => {
  await close(await open());
  writeFileSync(join(dataFolder(), "postgresql.conf"), "no_such_setting = 1\n");
  await expect(open()).rejects.toThrow(/PostgreSQL did not start[\s\S]*no_such_setting/);
});

test("a data folder that cannot be made is named", async () => {
  writeFileSync(join(home, "file"), "");
  const attempt = openEmbeddedDatabase({ dataDir: join(home, "file", ".data") });
  await expect(attempt).rejects.toThrow(/The data folder .* cannot be used/);
});

const isRoot = process.getuid?.() === 0;
const dropped = { kind: "dropped", uid: 65534, gid: 65534 } as const;

test.runIf(isRoot)("root starts it from a folder that only root can enter", async () => {
  chmodSync(home, 0o700);
  const database = await open();
  expect(database.notice).toBeNull();
  expect(await run(database.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test.runIf(isRoot)("root without user namespaces gets it in a place that a dropped account can reach", async () => {
  chmodSync(home, 0o700);
  // The far folder itself must lie outside of what only root can enter.
  const farFolder = mkdtempSync(join(tmpdir(), "dayletter-far-"));
  chmodSync(farFolder, 0o755);
  try {
    const first = await open({ account: dropped, farFolder });
    expect(first.notice).toContain(farFolder);
    await run(first.url, "create table kept as select 42 as answer");
    expect(statSync(join(farFolder, "postgres")).uid).toBe(65534);
    await close(first);
    // A later start finds the way by itself, whatever the machine allows by then.
    const second = await open();
    expect(await run(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await close(second);
  } finally {
    rmSync(farFolder, { recursive: true, force: true });
  }
});

test.runIf(isRoot)("a dropped account that can enter the data folder keeps everything there", async () => {
  chmodSync(home, 0o755);
  mkdirSync(dataDir(), { recursive: true });
  const database = await open({ account: dropped, farFolder: join(home, "far") });
  expect(database.notice).toBeNull();
  expect(readFileSync(join(dataFolder(), "PG_VERSION"), "utf8").trim()).toBe("18");
  expect(existsSync(join(home, "far"))).toBe(false);
});
