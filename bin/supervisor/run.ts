import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { migrateDatabase } from "../../db/migrate.ts";
import { checkKeys } from "../../engine/check-keys.ts";
import { openContext } from "../../engine/context.ts";
import { pullPlug } from "../../engine/plug.ts";
import type { Settings } from "../../engine/settings.ts";
import { openEmbeddedDatabase } from "../database/embedded.ts";
import { asDatabaseTrouble } from "../database/unreachable.ts";
import { type Environment, root } from "../environment.ts";
import { publishApart, spokenReport } from "../publish-apart.ts";
import { Trouble } from "../trouble.ts";
import { portInUse } from "../web/server.ts";
import { buildProcesses, builtFile } from "./build-processes.ts";
import { buildSite } from "./build-site.ts";
import { KeptProcess } from "./kept-process.ts";
import { watchSources } from "./watch-sources.ts";

/** `serve` runs built code; `develop` runs the sources and reloads what changes. */
export type Mode = "serve" | "develop";

export type Running = { databaseUrl: string; stop(): Promise<void> };

type Start = { environment: Environment; mode: Mode; say: (line: string) => void; signal: AbortSignal };

/** The worker may take this long to end what it has begun, the site a little longer for slow readers. */
const workerStopMs = 8_000;
const webStopMs = 10_000;

/**
 * Starts everything in order: database, migrations, build, courses, site, worker. Whatever fails, and when `signal`
 * says so, all that runs by then is stopped again, the database last. Throws a `Trouble` for what a person can mend.
 */
export async function runDayletter(start: Start): Promise<Running> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    return { databaseUrl: await startAll(start, stops), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(start: Start, stops: (() => Promise<void>)[]): Promise<string> {
  const { environment, mode, say, signal } = start;
  await assertPortFree(environment.settings.port);
  const databaseUrl = environment.settings.databaseUrl ?? (await startDatabase(start, stops));
  await bringUpToDate(environment.settings, databaseUrl);
  signal.throwIfAborted();
  const env: NodeJS.ProcessEnv = {
    ...environment.variables,
    DATABASE_URL: databaseUrl,
    NODE_ENV: mode === "serve" ? "production" : "development",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  if (mode === "serve") await Promise.all([buildSite({ say, signal }), buildProcesses()]);
  const publishing = { env, args: publishingArgs(start) };
  say(spokenReport(await publishApart({ ...publishing, signal })));
  const worker = new KeptProcess({ ...processOptions(start, env, "worker"), stopLimitMs: workerStopMs });
  const hear = (message: unknown) => {
    if (asksForThePlug(message, environment.settings)) worker.kill();
  };
  const processes = {
    web: new KeptProcess({ ...processOptions(start, env, "web"), stopLimitMs: webStopMs, hear }),
    worker,
  };
  stops.push(() => Promise.all([processes.web.stop(), processes.worker.stop()]).then(() => {}));
  signal.throwIfAborted();
  await Promise.all([processes.web.start(), processes.worker.start()]);
  if (mode === "develop") stops.push(watchSources({ publishing, say, worker: processes.worker }));
  return databaseUrl;
}

/** The mailbox's demonstration kills the worker in mid-send. Where mail really leaves, nobody may ask for that. */
function asksForThePlug(message: unknown, { mail }: Settings): boolean {
  return mail.kind === "mailbox" && message === pullPlug;
}

async function startDatabase({ environment, say }: Start, stops: (() => Promise<void>)[]): Promise<string> {
  const database = await openEmbeddedDatabase({ dataDir: environment.settings.dataDir, say });
  stops.push(() => database.stop());
  if (database.notice !== null) say(database.notice);
  if (database.tookOver) say("Took over the database of a start that was killed.");
  return database.url;
}

async function bringUpToDate(settings: Settings, databaseUrl: string): Promise<void> {
  const migrated = await migrateDatabase({ url: databaseUrl }).catch((error: unknown) => {
    throw asDatabaseTrouble(error, databaseUrl);
  });
  if (migrated.kind !== "migrated") throw new Trouble(migrated.message);
  const opened = openContext({ settings, databaseUrl, name: "start", poolSize: 1 });
  const checked = await checkKeys(opened.context).finally(() => opened.close());
  if (checked.kind !== "ok") throw new Trouble(checked.message);
}

/**
 * Whoever writes a course, with mail that stays on this machine, wants to see the new order at once; its readers are the
 * writer's own. Said in what publishing prints. Anywhere else it waits until somebody has looked at whom it meets.
 */
function publishingArgs({ mode, environment }: Start): string[] {
  return mode === "develop" && environment.settings.mail.kind === "mailbox" ? ["--apply"] : [];
}

function processOptions({ mode, say }: Start, env: NodeJS.ProcessEnv, name: "web" | "worker") {
  const file = mode === "serve" ? builtFile(name) : join(root, "bin", `${name}.ts`);
  return { name, args: ["--enable-source-maps", file], cwd: root, env, say };
}

/** Asked before anything is started, since finding out after a build of half a minute would be a pity. */
async function assertPortFree(port: number): Promise<void> {
  const isTaken = await new Promise<boolean>((resolve) => {
    const socket = connectSocket({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
  if (isTaken) throw new Trouble(portInUse(port));
}
