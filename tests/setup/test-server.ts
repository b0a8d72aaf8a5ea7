import { join } from "node:path";
import { chooseAccount } from "../../bin/database/account.ts";
import { findBinaries } from "../../bin/database/binaries.ts";
import { openCluster } from "../../bin/database/cluster.ts";
import { type Server, startServer } from "../../bin/database/server.ts";

/** Nothing in a test needs to survive a power cut, and without these a run takes twice as long. */
const fastNotSafe = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=200",
  "autovacuum=off",
];

/** A PostgreSQL of its own on a folder, fast and not safe. */
export async function startTestServer(folder: string, options: readonly string[] = []): Promise<Server> {
  const account = chooseAccount();
  const binaries = findBinaries({ copiesFolder: folder });
  const cluster = openCluster({ folder: join(folder, "data"), binaries, account, durable: false });
  const logFile = join(folder, "postgres.log");
  return startServer({ binaries, account, cluster, logFile, port: null, options: [...fastNotSafe, ...options] });
}
