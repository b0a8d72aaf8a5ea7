import { watch } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.ts";
import { publishApart, spokenReport } from "../publish-apart.ts";
import { Trouble } from "../trouble.ts";
import type { KeptProcess } from "./kept-process.ts";

/** An editor saves a file in several steps, and a checkout changes many at once. */
const settleMs = 150;

/**
 * While developing: a change to what the worker is made of reloads it, and a change to a lesson or its parts publishes
 * again. (The site is Next's own to reload.) Returns how to end the watch.
 */
export function watchSources(input: {
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  worker: KeptProcess;
}): () => Promise<void> {
  const ending = new AbortController();
  const reload = soon(() => {
    input.say("The worker's code has changed; starting it again.");
    input.worker.reload();
  });
  const republish = soon(() => void publishAgain(input, ending.signal));
  for (const folder of ["domain", "db", "mail", "engine", "bin"]) onChange(folder, ending.signal, reload);
  for (const folder of ["emails", join("engine", "publish")]) onChange(folder, ending.signal, republish);
  return async () => ending.abort();
}

function onChange(folder: string, signal: AbortSignal, call: () => void): void {
  watch(join(root, folder), { recursive: true, signal }, (_, name) => {
    if (name !== null && /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)) call();
  }).on("error", () => {}); // A watch that fails costs a reload by hand.
}

async function publishAgain(
  { env, say }: { env: NodeJS.ProcessEnv; say: (line: string) => void },
  signal: AbortSignal,
): Promise<void> {
  try {
    say(spokenReport(await publishApart({ env, signal })));
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Trouble)) throw error;
    // An author in the middle of a sentence sees what is wrong and goes on; readers keep the last good version.
    say(error.message);
  }
}

function soon(call: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, settleMs);
  };
}
