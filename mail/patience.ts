/** How often it is looked whether the machine has slept. */
const lookEveryMs = 200;

/**
 * Calls `giveUp` once so much time has gone by, by whichever clock says so first. A timer does not count the time in which
 * a machine sleeps (Linux's monotonic clock stands still then), so a request that a laptop was closed over would go on a
 * day later, under a key that the provider has forgotten. Returns what ends it.
 */
export function limitPatience(limitMs: number, giveUp: () => void): () => void {
  const begunMs = Date.now();
  const timer = setTimeout(giveUp, limitMs);
  const watch = setInterval(() => {
    if (Date.now() - begunMs >= limitMs) giveUp();
  }, lookEveryMs);
  return () => {
    clearTimeout(timer);
    clearInterval(watch);
  };
}
