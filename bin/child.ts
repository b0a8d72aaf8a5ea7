import { Trouble } from "./trouble.ts";

/** What a process tells the supervisor that started it. */
export type Said = { kind: "ready" } | { kind: "trouble"; message: string };

/**
 * Runs what a process is there for. It returns how to stop; that is called once, on SIGTERM, and also when the
 * supervisor vanishes: a killed supervisor must leave no orphans, so whoever is told while it still begins, or was told
 * while its code was loaded, ends there and then. Ctrl-C reaches the whole group, but it is the supervisor that knows the
 * order in which to stop, so with one above us we wait for its word.
 */
export async function runProcess(begin: () => Promise<{ stop(): Promise<void> }>): Promise<void> {
  let stop = async () => {};
  let isStopping = false;
  const end = async () => {
    if (isStopping) return;
    isStopping = true;
    await stop();
    process.exit(0);
  };
  process.on("disconnect", end);
  // Without a supervisor it was never connected, which is undefined.
  if (process.connected === false) return end();
  try {
    ({ stop } = await begin());
    process.on("SIGTERM", end);
    process.on("SIGINT", () => (process.connected ? undefined : end()));
    await tell({ kind: "ready" });
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    // With a supervisor above us it is the one that says it.
    if (process.send === undefined) console.error(error.message);
    await tell({ kind: "trouble", message: error.message });
    process.exit(1);
  }
}

function tell(said: Said): Promise<void> {
  return new Promise((resolve) => (process.send ? process.send(said, () => resolve()) : resolve()));
}
