import { fork } from "node:child_process";
import { once } from "node:events";

/** What a side says first: the digest of what it makes for one reader, and how many bytes that is. */
export type Ready = { digest: string; bytes: number };

export type Side = Ready & {
  /** Runs one round and gives the microseconds that one message took. */
  round(): Promise<number>;
  stop(): void;
};

/** Starts one built side as a process of its own. Rejects when it ends before it is ready. */
export async function startSide(file: string, args: readonly string[]): Promise<Side> {
  const child = fork(file, args, { env: { ...process.env, NODE_ENV: "production" }, execArgv: [] });
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`${file} ended with status ${code}`)));
  // Without this, the end of a side that was stopped in good order would count as an unhandled rejection.
  failed.catch(() => {});
  const answer = async () => (await Promise.race([once(child, "message"), failed]))[0];
  const ready: Ready = await answer();
  return {
    ...ready,
    async round() {
      child.send("round");
      return answer();
    },
    stop: () => void child.kill(),
  };
}

/** The other end: says that it is ready and runs a round whenever it is asked to. */
export function serveRounds(ready: Ready, round: () => number | Promise<number>): void {
  process.on("message", async () => void process.send?.(await round()));
  process.on("disconnect", () => process.exit(0));
  process.send?.(ready);
}
