import type { AddressInfo } from "node:net";
import { type CommandLine, readCommandLine, usage } from "./options.ts";
import { createStandin } from "./server.ts";

/** The process itself: the one place that reads the command line and the clock. */
function main(commandLine: CommandLine): void {
  const server = createStandin({ ...commandLine, now: Date.now });
  // Everything was written synchronously before it was answered, so there is nothing to wait for.
  const stop = () => process.exit(0);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // A test that is killed cannot stop what it started, but its end of the pipe closes.
  if (commandLine.exitWithParent) process.stdin.on("end", stop).resume();
  server.listen(commandLine.port, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo; // it listens on TCP
    console.log(`standin ready http://127.0.0.1:${port}`);
    if (!commandLine.exitWithParent) console.log(`key ${commandLine.key}, log ${commandLine.log}`);
  });
}

function readOrExit(): CommandLine {
  try {
    return readCommandLine(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

main(readOrExit());
