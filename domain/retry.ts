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

const firstDeferralMs = 60_000;
const longestDeferralMs = 60 * 60_000;

/** After so many deferrals, some eight hours of them, a message counts as refused. */
export const mostDeferrals = 20;

/**
 * How long a message waits that its receiver put off for the time being (an SMTP 4xx: a full mailbox, greylisting), after
 * deferral number `deferrals`. A minute at first, an hour in the end; the upper half of the range is random, for a
 * receiver that greylists wants some minutes to pass.
 */
export function deferralMs({ deferrals, random }: { deferrals: number; random: () => number }): number {
  const limitMs = Math.min(longestDeferralMs, firstDeferralMs * 2 ** (Math.max(1, deferrals) - 1));
  return Math.floor(limitMs * (0.5 + random() / 2));
}
