const firstMs = 1_000;
const longestMs = 5 * 60_000;

/**
 * How long to wait before the attempt after number `attempt` (counted from 1): a random time up to a limit that
 * doubles with each attempt, up to five minutes. The whole range is random ("full jitter"), since workers that
 * failed together would otherwise return together.
 */
export function backoffMs({ attempt, random }: { attempt: number; random: () => number }): number {
  const limitMs = Math.min(longestMs, firstMs * 2 ** (Math.max(1, attempt) - 1));
  return Math.floor(random() * limitMs);
}
