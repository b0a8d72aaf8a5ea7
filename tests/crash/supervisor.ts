import { root } from "../../bin/environment.ts";
import { builtFile } from "../../bin/supervisor/build-processes.ts";
import { KeptProcess } from "../../bin/supervisor/kept-process.ts";

/**
 * The supervisor's part that keeps a worker alive, as a process of its own: the built worker, started again when it
 * dies. Only the pauses are shorter, for in a crash run it dies every few seconds. Told `kill`, it kills the worker.
 */
const stopLimitMs = 8_000;
const pauseMs = 200;

const worker = new KeptProcess({
  name: "worker",
  args: ["--enable-source-maps", builtFile("worker")],
  cwd: root,
  env: process.env,
  stopLimitMs,
  longestPauseMs: pauseMs,
  say: (line) => console.log(line),
});

process.on("message", (message) => {
  if (message === "kill") worker.kill();
});
const stop = () => void worker.stop().then(() => process.exit(0));
process.once("SIGTERM", stop);
process.once("disconnect", stop);

await worker.start();
process.send?.("ready");
