import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { freePort } from "../bin/database/server.ts";
import { root } from "../bin/environment.ts";

/** A whole Dayletter as `npm start` makes it, with its own port, data and database. */
export type Dayletter = {
  url: string;
  /** The embedded database, for a test that has to look behind the pages. */
  databaseUrl: string;
  /** What it printed so far. */
  printed(): string;
  /** Runs a verb of the command line beside it and returns what it printed. */
  command(...words: string[]): Promise<string>;
  /** Stops it, and takes its data away, or into a folder that is given. */
  stop(input?: { keepIn?: string }): Promise<void>;
};

/** Names the folder with the data of a Dayletter that was started once, where there is one. */
export const preparedName = "DAYLETTER_PREPARED";

/** Tests that share a worker share a Dayletter: each signs up addresses of its own. */
export const test = base.extend<{ baseURL: string }, { dayletter: Dayletter }>({
  dayletter: [withDayletter, { scope: "worker", timeout: 120_000 }],
  baseURL: async ({ dayletter }, use) => use(dayletter.url),
});

/**
 * For a file whose tests count everybody, or change a course for everybody: no other file shares its Dayletter. To be
 * called by each such file, because Playwright lets a worker go on with whatever file has the very same functions.
 */
export function testAlone() {
  return test.extend<Record<never, never>, { dayletter: Dayletter }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    dayletter: [async ({}, use) => withDayletter({}, use), { scope: "worker", timeout: 120_000 }],
  });
}

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
async function withDayletter({}: object, use: (dayletter: Dayletter) => Promise<void>): Promise<void> {
  const dayletter = await startDayletter();
  await use(dayletter);
  await dayletter.stop();
}

// biome-ignore lint/performance/noBarrelFile: A browser test takes `test` and `expect` from this one module.
export { expect } from "@playwright/test";

/**
 * Starts a Dayletter of one's own, with `settings` on top of nothing: whatever the developer has set does not reach it.
 * In the browser tests its data is a copy of what another left behind that was started on nothing, because migrating and
 * publishing would take most of the time. The machine's zone is far from every reader's, so that a lesson sent by the machine's clock
 * shows.
 */
export async function startDayletter(settings: Record<string, string> = {}): Promise<Dayletter> {
  const dataDir = mkdtempSync(join(tmpdir(), "dayletter-e2e-"));
  const prepared = process.env[preparedName];
  if (prepared !== undefined) copyData(prepared, dataDir);
  const port = settings.PORT ?? String(await freePort());
  const { PATH = "", HOME = "" } = process.env;
  const env: NodeJS.ProcessEnv = {
    PATH,
    HOME,
    NODE_ENV: "production",
    TZ: "Pacific/Kiritimati",
    PORT: port,
    DATA_DIR: dataDir,
    ...settings,
  };
  const child = spawn(process.execPath, [join(root, "bin", "start.ts")], { cwd: root, env, stdio: "pipe" });
  const printed = collect(child);
  await untilUp(child, printed);
  return {
    url: `http://localhost:${port}`,
    databaseUrl: (JSON.parse(readFileSync(join(dataDir, "database.json"), "utf8")) as { url: string }).url,
    printed,
    command: (...words) => runCommand(words, env),
    async stop({ keepIn } = {}) {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      if (keepIn !== undefined) copyData(dataDir, keepIn);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses a folder that others may enter, and Node's own copy gives every folder a new mode. */
function copyData(from: string, to: string): void {
  execFileSync("cp", ["-Rp", `${from}/.`, to]);
}

function collect(child: ChildProcess): () => string {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece) => (said += piece));
  return () => said;
}

async function untilUp(child: ChildProcess, printed: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`Dayletter did not start:\n${printed()}`)));
    child.stdout?.on("data", () => printed().includes("Dayletter is up") && resolve());
  });
}

async function runCommand(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [join(root, "bin", "dayletter.ts"), ...words], {
    cwd: root,
    env,
    stdio: "pipe",
  });
  const printed = collect(child);
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`dayletter ${words.join(" ")} ended with status ${status}:\n${printed()}`);
  return printed();
}
