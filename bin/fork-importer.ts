import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";

/**
 * What it holds at a time is some ten MB. Left to itself, Node would let a hundred more pile up before it looks: measured
 * 270 MB, so 150 MB.
 */
const memoryLimits = ["--max-old-space-size=96", "--max-semi-space-size=4"];

/** Beside us: bin/importer.ts where the sources run, .build/importer.mjs where they are built. */
const importer = join(import.meta.dirname, `importer${extname(import.meta.filename)}`);

/** Starts the process that works on imports while there are any. It ends when its channel to us does. */
export function forkImporter(env: NodeJS.ProcessEnv): ChildProcess {
  return fork(importer, { env, execArgv: ["--enable-source-maps", ...memoryLimits] });
}
