import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.ts";
import { publishApart, spokenReport } from "../publish-apart.ts";
import { Trouble } from "../trouble.ts";
import type { KeptProcess } from "./kept-process.ts";

/** An editor saves a file in several steps, and a checkout changes many at once. */
const settleMs = 150;

type Publishing = { env: NodeJS.ProcessEnv; args: readonly string[] };

/**
 * While developing: a change to what the worker is made of reloads it, and a change to a lesson or its parts publishes
 * again. (The site is Next's own to reload.) Returns how to end the watch.
 */
export function watchSources(input: {
  publishing: Publishing;
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

/**
 * After every change the folder is watched anew: on Linux a recursive watch keeps to the file that was there, and an
 * editor that saves by renaming puts another in its place, which would never be heard of again.
 */
function onChange(folder: string, signal: AbortSignal, call: () => void): void {
  let watcher: FSWatcher | null = null;
  const begin = () => {
    watcher?.close();
    if (signal.aborted) return;
    watcher = watch(join(root, folder), { recursive: true }, (_, name) => {
      if (name === null || !/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name)) return;
      call();
      again();
    }).on("error", () => again());
  };
  const again = soon(begin);
  signal.addEventListener("abort", () => watcher?.close());
  begin();
}

async function publishAgain(
  { publishing, say }: { publishing: Publishing; say: (line: string) => void },
  signal: AbortSignal,
): Promise<void> {
  try {
    say(spokenReport(await publishApart({ ...publishing, signal })));
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
