import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readPostmasterPid } from "../../bin/database/postmaster-pid.ts";
import { stopServer, urlOf } from "../../bin/database/server.ts";
import { createDatabase } from "../../db/cluster.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { startTestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this test run, and the database with today's schema that every test file gets a copy of. */
    postgres: { url: string; template: string };
  }
}

const templateName = "template_dayletter";

const folderPrefix = "dayletter-test-";

/** One PostgreSQL for the whole run, with a template database; vitest calls what is returned when the run ends. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const { url, template, stop } = await openTestPostgres();
  project.provide("postgres", { url, template });
  return stop;
}

export type TestPostgres = { url: string; template: string; stop(): Promise<void> };

/** A PostgreSQL of its own on a folder of its own, with today's schema in a template database. */
export async function openTestPostgres(): Promise<TestPostgres> {
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const server = await startTestServer(folder);
  // Should this process end without stopping it, the server must not outlive it.
  const stopAtExit = () => process.kill(server.pid, "SIGQUIT");
  process.once("exit", stopAtExit);
  await createDatabase({ url: urlOf(server, "postgres"), name: templateName });
  await migrateTemplate(urlOf(server, templateName));
  return {
    url: urlOf(server, "postgres"),
    template: templateName,
    async stop() {
      process.off("exit", stopAtExit);
      await stopServer(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
