import { localDay } from "./calendar.ts";

/**
 * What a provider says became of a message. `delayed`: the other mail server asked to wait. `failed`: the provider took
 * the message and never sent it. `suppressed`: it did not even try, because the address is on a list of its own.
 */
export const feedbackKinds = ["delivered", "delayed", "bounced", "complained", "failed", "suppressed"] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/**
 * What it says of the address. `complained`: its owner wants nothing more. `gone`: nobody reads there. `unwell`: this
 * message came back, a later one may not. `alive`: a mail server took one.
 */
export const signs = ["complained", "gone", "unwell", "alive"] as const;
export type Sign = (typeof signs)[number];

/** In the order in which a fate goes forward: whatever shows that a message did go out is believed rather than `failed`. */
export const fates = ["failed", "delivered", "bounced", "complained"] as const;
export type Fate = (typeof fates)[number];

/** What it makes of a message. Nothing where nothing has been decided yet. */
export function fateOf(kind: FeedbackKind): Fate | null {
  switch (kind) {
    case "delivered":
    case "bounced":
    case "complained":
    case "failed":
      return kind;
    case "suppressed":
      return "bounced";
    case "delayed":
      return null;
  }
}

/** What came back is the message's own doing here, whoever it is sent to, and nothing is said of the address. */
const messageFaults = new Set(["messagetoolarge", "contentrejected", "attachmentrejected"]);

/** What a bounce says of the address, by the provider's words for it ("Permanent", "Transient", "Undetermined"). */
export function signOfBounce({ type, subType }: { type: string; subType: string }): Sign | null {
  if (type.toLowerCase() === "permanent") return "gone";
  // One that is undetermined may pass, as far as anybody knows.
  return messageFaults.has(subType.toLowerCase()) ? null : "unwell";
}

/** So many came back, on so many different days (UTC), and nothing was delivered in between: then nobody reads there. */
export const unwellLimit = { bounces: 5, days: 4 } as const;

/**
 * Since when an address that is only ever unwell is to be taken for gone; null where it is not. Looks at everything that
 * was ever said of it, in the order in which it was said and not in which it came, so the answer is the same for every
 * order. A delivery begins the count anew, for what is to come; what the rule has found before stands.
 */
export function unwellSince(said: readonly { sign: Sign; saidAt: Date }[]): Date | null {
  const ordered = [...said].sort((one, other) => one.saidAt.getTime() - other.saidAt.getTime() || bySign(one, other));
  let bounces = 0;
  let days = new Set<string>();
  for (const { sign, saidAt } of ordered) {
    if (sign === "alive") {
      bounces = 0;
      days = new Set();
    }
    if (sign !== "unwell") continue;
    bounces += 1;
    days.add(localDay(saidAt, "UTC"));
    if (bounces >= unwellLimit.bounces && days.size >= unwellLimit.days) return saidAt;
  }
  return null;
}

function bySign(one: { sign: Sign }, other: { sign: Sign }): number {
  return signs.indexOf(one.sign) - signs.indexOf(other.sign);
}

/** A provider tries for about a day to bring its news; by then everything that was said before has come, or never will. */
export const newsTakesMs = 28 * 3_600_000;

/**
 * Shares of what was handed over that may come back for good, or be complained of, before sending stops. Null: any. As
 * many may never be sent as may come back: then our way out is broken, though it accepts everything.
 */
export type GuardLimits = { bounced: number | null; complained: number | null };

/** So many of one kind at least, and so many messages, since of a few one by itself is a large share. */
const fewestToHalt = { bounced: 10, failed: 10, complained: 3, messages: 50 } as const;
const limitOf = { bounced: "bounced", failed: "bounced", complained: "complained" } as const;

/** Messages that were handed over longer ago are not counted. */
export const guardWindowMs = 7 * 24 * 3_600_000;

export type GraveCounts = { messages: number; bounced: number; failed: number; complained: number };

export type Excess = { kind: keyof typeof limitOf; count: number; messages: number; limit: number };

/** What of it is too much; complaints weigh more, and are named first. */
export function excessOf(counts: GraveCounts, limits: GuardLimits): Excess | null {
  for (const kind of ["complained", "bounced", "failed"] as const) {
    const [count, limit, { messages }] = [counts[kind], limits[limitOf[kind]], counts];
    const isEnough = count >= fewestToHalt[kind] && messages >= fewestToHalt.messages;
    if (limit !== null && isEnough && count / messages >= limit) return { kind, count, messages, limit };
  }
  return null;
}
