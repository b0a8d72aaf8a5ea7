import { readEnvironment } from "./environment.ts";
import { greeting } from "./supervisor/greeting.ts";
import { runDayletter } from "./supervisor/run.ts";
import { Trouble } from "./trouble.ts";

/** `npm start` and, with --develop, `npm run dev`: everything from one command, and everything stopped by one. */
async function start(): Promise<void> {
  const mode = process.argv.includes("--develop") ? "develop" : "serve";
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));
  // A terminal that is closed sends SIGHUP. A second signal changes nothing: stopping is bounded as it is.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stopping.abort());
  const environment = readEnvironment();
  for (const warning of environment.settings.warnings) console.warn(`Worth mending: ${warning}`);
  const running = await runDayletter({ environment, mode, say, signal: stopping.signal });
  say(await greeting({ settings: environment.settings, databaseUrl: running.databaseUrl, tookMs: performance.now() }));
  await stopped;
  say("Stopping …");
  await running.stop();
}

function say(line: string): void {
  console.log(line);
}

try {
  await start();
  process.exit(0);
} catch (error) {
  const isOurs = error instanceof Trouble || (error as Error).name === "AbortError";
  console.error(isOurs ? (error as Error).message : error);
  process.exit(1);
}
