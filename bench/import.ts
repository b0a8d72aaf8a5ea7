import { fork } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { build } from "esbuild";
import postgres from "postgres";
import { root } from "../bin/environment.ts";
import { testSecret } from "../tests/factories/context.ts";
import { openPublishedDatabase } from "../tests/setup/published-database.ts";
import type { Measured } from "./figure.ts";
import type { Imported } from "./importing.ts";

const people = 1_000_000;
const megabyte = 1_000_000;
/** One row in so many has something wrong with it, as lists have. */
const faultyOneIn = 1_000;

/**
 * A list of a million people from a file on the disk to readers who are in a course and follow a letter, against a plain
 * COPY of the same people into a table with the same columns, indexes and checks, in the same PostgreSQL.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "dayletter-bench-"));
  const published = await openPublishedDatabase();
  try {
    const file = join(folder, "people.csv");
    const copied = join(folder, "people.copy");
    await writeList(file, csvLines());
    await writeList(copied, copyLines());
    const copyMs = await copyIn(published.url, copied);
    say(`import: COPY took ${Math.round(copyMs)} ms`);
    const imported = await importIn({ file, folder, databaseUrl: published.url });
    say(`import: ${JSON.stringify(imported)}`);
    const faulty = Math.floor(people / faultyOneIn);
    if (imported.added !== people - faulty || imported.faulty !== faulty)
      throw new Error("not every row was taken over");
    return figuresOf(imported, copyMs);
  } finally {
    await published.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "UTC"];

function* csvLines(): Generator<string> {
  yield "Email,First name,Last name,Time zone,Send time,Tags,Opt-in date,Source\n";
  for (let number = 1; number <= people; number += 1) {
    const address = number % faultyOneIn === 0 ? `person${number}` : `person${number}@readers.example`;
    const minute = String(number % 60).padStart(2, "0");
    yield `${address},Ann,"O'Hara, ${number}",${zones[number % zones.length]},06:${minute},runner;list-${number % 5},2024-05-31,spring fair\n`;
  }
}

function* copyLines(): Generator<string> {
  for (let number = 1; number <= people; number += 1) {
    const hash = Buffer.from(`hash of ${number}`.padEnd(32, "-")).toString("base64url");
    yield `person${number}@readers.example\t${hash}\tAnn O'Hara, ${number}\t${zones[number % zones.length]}\t${360 + (number % 60)}\timport\t2026-01-01\t2026-01-01\n`;
  }
}

async function writeList(path: string, lines: Iterable<string>): Promise<void> {
  await pipeline(blocksOf(lines), createWriteStream(path));
}

function* blocksOf(lines: Iterable<string>): Generator<string> {
  let block = "";
  for (const line of lines) {
    block += line;
    if (block.length < 100_000) continue;
    yield block;
    block = "";
  }
  yield block;
}

async function copyIn(url: string, path: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`create table copied (like reader including all)`;
    const startedAt = performance.now();
    const columns = sql`address, address_hash, name, zone, send_minute, source, created_at, confirmed_at`;
    await pipeline(createReadStream(path), await sql`copy copied (${columns}) from stdin`.writable());
    const tookMs = performance.now() - startedAt;
    await sql`drop table copied`;
    return tookMs;
  } finally {
    await sql.end();
  }
}

/** In a process with the limits of the real one, from code that is built as it is. */
async function importIn(input: { file: string; folder: string; databaseUrl: string }): Promise<Imported> {
  const { file, folder, databaseUrl } = input;
  const outfile = join(root, ".build", "bench-importing.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["bench/importing.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const { PATH = "" } = process.env;
  const child = fork(outfile, {
    env: { PATH, NODE_ENV: "production", TZ: "UTC" },
    execArgv: ["--max-old-space-size=96", "--max-semi-space-size=4"],
  });
  child.send({ file, databaseUrl, environment: { APP_SECRET: testSecret, DATA_DIR: folder } });
  const [imported] = await Promise.race([once(child, "message"), ended(child)]);
  return imported as Imported; // Our own process says nothing else.
}

async function ended(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`the measured process ended with status ${code}; see above`);
}

function figuresOf(imported: Imported, copyMs: number): Measured[] {
  const perSecond = (ms: number) => (people * 1_000) / ms;
  const rows = { suite: "import", unit: "rows/s", toPeer: null };
  const allMs = imported.takenInMs + imported.checkedMs + imported.takenOverMs;
  return [
    {
      ...{ suite: "import", unit: "MB", toFloor: null, toPeer: null },
      figure: `most memory of the process that imports ${people} rows`,
      median: imported.peakBytes / megabyte,
      demand: { of: "median", atMost: 256 },
    },
    {
      ...rows,
      figure: "taken in from the disk",
      median: perSecond(imported.takenInMs),
      toFloor: copyMs / imported.takenInMs,
    },
    { ...rows, figure: "checked", median: perSecond(imported.checkedMs), toFloor: copyMs / imported.checkedMs },
    {
      ...rows,
      figure: "taken over: reader, tags, course, letter and two consents each",
      median: perSecond(imported.takenOverMs),
      toFloor: copyMs / imported.takenOverMs,
    },
    { ...rows, figure: "all of it", median: perSecond(allMs), toFloor: copyMs / allMs },
    { ...rows, figure: "the floor: COPY of the readers alone", median: perSecond(copyMs), toFloor: 1 },
  ];
}
