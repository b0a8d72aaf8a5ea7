import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { chooseAccount } from "../../bin/database/account.ts";
import { findBinaries } from "../../bin/database/binaries.ts";
import { openCluster } from "../../bin/database/cluster.ts";
import { readPostmasterPid } from "../../bin/database/postmaster-pid.ts";
import { type Server, startServer, stopServer, urlOf } from "../../bin/database/server.ts";
import { createDatabase } from "../../db/cluster.ts";
import { migrateDatabase } from "../../db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this test run, and the database with today's schema that every test file gets a copy of. */
    postgres: { url: string; template: string };
  }
}

const templateName = "template_dayletter";

const folderPrefix = "dayletter-test-";

/** Nothing in a test needs to survive a power cut, and without these a run takes twice as long. */
const fastNotSafe = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=200",
  "autovacuum=off",
];

/** One PostgreSQL for the whole run, with a template database; vitest calls what is returned when the run ends. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const server = await startTestServer(folder);
  // Should vitest end without calling the teardown, the server must not outlive it.
  const stopAtExit = () => process.kill(server.pid, "SIGQUIT");
  process.once("exit", stopAtExit);
  await createDatabase({ url: urlOf(server, "postgres"), name: templateName });
  await migrateTemplate(urlOf(server, templateName));
  project.provide("postgres", { url: urlOf(server, "postgres"), template: templateName });
  return async () => {
    process.off("exit", stopAtExit);
    await stopServer(server);
    rmSync(folder, { recursive: true, force: true });
  };
}

async function startTestServer(folder: string): Promise<Server> {
  const account = chooseAccount();
  const binaries = findBinaries({ copiesFolder: folder });
  const cluster = openCluster({ folder: join(folder, "data"), binaries, account, durable: false });
  const logFile = join(folder, "postgres.log");
  return startServer({ binaries, account, cluster, logFile, port: null, options: fastNotSafe });
}

async function migrateTemplate(url: string): Promise<void> {
  const outcome = await migrateDatabase({ url });
  if (outcome.kind === "unsuitable") throw new Error(outcome.message);
}

/** A killed run leaves its server and folder behind; the folder's name says whose they were. */
async function removeLeftovers(): Promise<void> {
  const leftovers = readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefix));
  for (const name of leftovers) {
    const owner = Number(name.slice(folderPrefix.length).split("-")[0]);
    if (isRunning(owner)) continue;
    const folder = join(tmpdir(), name);
    const data = join(folder, "data");
    const left = readPostmasterPid(data);
    if (left !== null && isRunning(left.pid)) await stopServer({ pid: left.pid, folder: data });
    rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
