/**
 * The shares of messages at which a provider begins to worry, and above which it may stop taking mail. Complaints: Gmail
 * and Yahoo ask senders to stay below 0.1 % and never to reach 0.3 % ("Email sender guidelines", 2024). Bounces: what
 * Resend and Amazon SES warn of and suspend for.
 */
export const limits = {
  complained: { watch: 0.001, never: 0.003, fewest: 1_000 },
  bounced: { watch: 0.02, never: 0.05, fewest: 50 },
} as const;
export type Limited = keyof typeof limits;

export type Standing = "few" | "fine" | "watch" | "over";

/** How a rate stands. Below `fewest` messages one single report would cross the limit, so nothing is said of it. */
export function standingOf(kind: Limited, { count, messages }: { count: number; messages: number }): Standing {
  const { watch, never, fewest } = limits[kind];
  if (messages < fewest) return "few";
  const rate = count / messages;
  if (rate >= never) return "over";
  return rate >= watch ? "watch" : "fine";
}

/** The rate of each place together with those before it, `places` in all; null where nothing was sent. */
export function rollingRates(input: {
  counts: readonly number[];
  messages: readonly number[];
  places: number;
}): (number | null)[] {
  const { counts, messages, places } = input;
  const sum = (values: readonly number[], place: number) =>
    values.slice(Math.max(0, place - places + 1), place + 1).reduce((all, one) => all + one, 0);
  return counts.map((_, place) => {
    const sent = sum(messages, place);
    return sent === 0 ? null : sum(counts, place) / sent;
  });
}
