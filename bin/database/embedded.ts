import { mkdirSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { createDatabase, dataFolderOf, takeOwnership } from "../../db/cluster.ts";
import { explain, Trouble } from "../trouble.ts";
import type { Account } from "./account.ts";
import { dayletterName, openCluster, readPassword } from "./cluster.ts";
import { forgetConnection, noteConnection } from "./connection-file.ts";
import { keepAlive } from "./keep-alive.ts";
import { choosePlace, type Place } from "./place.ts";
import { awaitSettled, clearStalePid, isAlive } from "./postmaster-pid.ts";
import { type Server, startServer, stopServer, urlOf } from "./server.ts";

/** The embedded database, running and owned by this process. */
export type EmbeddedDatabase = {
  url: string;
  /** A server left over from a start that was killed is taken over instead of started. */
  tookOver: boolean;
  notice: string | null;
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  /** Told what happens to the database while it runs. */
  say?: (line: string) => void;
  /** Chosen by the machine unless a test wants to see another. */
  account?: Account;
  farFolder?: string;
};

/**
 * Starts PostgreSQL on the data in `dataDir` and becomes its one owner. Throws a `Trouble` for everything that
 * the person in front of it can mend, above all when another start owns it already.
 */
export async function openEmbeddedDatabase(options: Options): Promise<EmbeddedDatabase> {
  try {
    return await open({ ...options, dataDir: resolve(options.dataDir) });
  } catch (error) {
    throw asTrouble(error, options.dataDir);
  }
}

async function open(options: Options): Promise<EmbeddedDatabase> {
  const { dataDir, say = () => {} } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const place = choosePlace(options);
  const running = await findRunning(place);
  let server = running ?? (await startOn(place));
  let ownership = await own(server, dataDir);
  await createDatabase({ url: urlOf(server, "postgres"), name: dayletterName });
  noteConnection({ dataDir, url: urlOf(server) });
  const kept = keepAlive({
    isAlive: () => isAlive(server.pid),
    async revive() {
      say("PostgreSQL has ended by itself; starting it again.");
      // On its old port, so that whoever was connected finds it where it was.
      server = await startOn(place, server.port);
      ownership = await own(server, dataDir);
    },
    complain: (error) => say(error instanceof Error ? error.message : String(error)),
  });
  return {
    url: urlOf(server),
    tookOver: running !== null,
    notice: place.notice,
    async stop() {
      await kept.stop();
      forgetConnection({ dataDir });
      await stopServer(server);
      await ownership.release();
    },
  };
}

async function own(server: Server, dataDir: string): Promise<{ release(): Promise<void> }> {
  const ownership = await takeOwnership({ url: urlOf(server, "postgres") });
  if (ownership === null) throw new Trouble(alreadyRunning(dataDir));
  return ownership;
}

/** The server that already serves this data, if there is one: only its own word on its data directory counts. */
async function findRunning(place: Place): Promise<Server | null> {
  const found = await awaitSettled(place.folder);
  if (found === null) return null;
  const server: Server = { ...found, folder: place.folder, password: readPassword(place.folder) };
  const answer = await dataFolderOf({ url: urlOf(server, "postgres") });
  if (answer.kind === "answered" && realpathSync(answer.value) === realpathSync(place.folder)) return server;
  clearStalePid(place.folder);
  return null;
}

async function startOn(place: Place, port?: number): Promise<Server> {
  const cluster = openCluster({ ...place, durable: true });
  try {
    return await startServer({ ...place, cluster, port: port ?? null, options: [] });
  } catch (error) {
    // Two starts at the same moment: the other one's server is up by now, and whether it is owned shows next.
    const other = await findRunning(place);
    if (other === null) throw error;
    return other;
  }
}

function alreadyRunning(dataDir: string): string {
  return `Dayletter is running already with the data in ${dataDir}. Stop that one first (Ctrl-C in its terminal), or give this one a folder of its own with DATA_DIR and another PORT.`;
}

/** A folder that cannot be made or written to is its owner's to mend; anything else is ours, and keeps its stack. */
function asTrouble(error: unknown, dataDir: string): unknown {
  if (error instanceof Trouble || !(error instanceof Error)) return error;
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  const isTheirs = ["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EEXIST", "EDQUOT"].includes(code);
  if (!isTheirs && syscall !== "mkdir") return error;
  return new Trouble(`The data folder ${dataDir} cannot be used (${error.message}).${explain(error.message)}`);
}
