import { setTimeout as wait } from "node:timers/promises";

const everyMs = 1_000;

/**
 * Asks once a second whether something lives and revives it when it does not, until it is told to stop. What `revive`
 * throws is passed to `complain`, and tried again with the next look. `stop` returns once no look is under way.
 */
export function keepAlive(input: {
  isAlive: () => boolean;
  revive: () => Promise<void>;
  complain: (error: unknown) => void;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ended = look({ ...input, signal: stopping.signal });
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function look(input: Parameters<typeof keepAlive>[0] & { signal: AbortSignal }): Promise<void> {
  while (await hasWaited(input.signal)) {
    if (input.isAlive()) continue;
    await input.revive().catch(input.complain);
  }
}

/** False when it was told to stop meanwhile. */
async function hasWaited(signal: AbortSignal): Promise<boolean> {
  // Not `ref`: that somebody looks after the database is no reason for a process to go on.
  await wait(everyMs, undefined, { signal, ref: false }).catch(() => {});
  return !signal.aborted;
}
