import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openEmbeddedDatabase } from "../../bin/database/embedded.ts";
import { readPostmasterPid } from "../../bin/database/postmaster-pid.ts";
import { publishApart } from "../../bin/publish-apart.ts";
import { createDatabase, dropDatabase } from "../../db/cluster.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { testSecret } from "../factories/context.ts";

/** PostgreSQL as `npm start` runs it, fsync and all, with the real courses published into one database of it. */
export type PublishedDatabase = {
  url: string;
  /** A database of its own with the same rows. Nobody may be connected to the first one meanwhile. */
  copy(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** Ends the server as PostgreSQL's immediate shutdown does; returns once it has been started again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it on a folder of its own, which goes when it stops, or when this process ends without stopping it. */
export async function openPublishedDatabase(): Promise<PublishedDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "dayletter-published-"));
  const database = await openEmbeddedDatabase({ dataDir });
  const killAtExit = () => killServerIn(dataDir);
  process.once("exit", killAtExit);
  const { url } = database;
  const urlOf = (name: string) => url.replace(/\/dayletter$/, `/${name}`);
  await migrateDatabase({ url });
  await publishApart({ env: publishingEnvironment({ url, dataDir }) });
  return {
    url,
    async copy(name) {
      await createDatabase({ url: urlOf("postgres"), name, template: "dayletter" });
      return urlOf(name);
    },
    drop: (name) => dropDatabase({ url: urlOf("postgres"), name }),
    crash: () => crashServerIn(dataDir),
    async stop() {
      process.off("exit", killAtExit);
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function publishingEnvironment({ url, dataDir }: { url: string; dataDir: string }): NodeJS.ProcessEnv {
  const { PATH = "" } = process.env;
  return { PATH, NODE_ENV: "production", DATABASE_URL: url, DATA_DIR: dataDir, APP_SECRET: testSecret };
}

/** It is started again by whoever owns it, on its old port. */
async function crashServerIn(dataDir: string): Promise<void> {
  const folder = join(dataDir, "postgres");
  const before = readPostmasterPid(folder)?.pid;
  if (before !== undefined) process.kill(before, "SIGQUIT");
  for (let after = readPostmasterPid(folder); !after?.ready || after.pid === before; ) {
    await wait(20);
    after = readPostmasterPid(folder);
  }
}

function killServerIn(dataDir: string): void {
  const server = readPostmasterPid(join(dataDir, "postgres"));
  if (server !== null) process.kill(server.pid, "SIGQUIT");
}
