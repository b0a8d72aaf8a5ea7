import type { Sending } from "../../db/sending.ts";
import type { StoredMessage } from "../../db/studio/reader-story.ts";
import type { WaitName } from "./wait-words.ts";

/** The moment that a page speaks of. */
export type Moment = {
  now: Date;
  sending: Pick<Sending, "waitUntil" | "haltedAt" | "haltName" | "haltCure">;
  /** What stands between the calendar and the clock by which retries are timed. */
  aheadMs: number;
};

/** Why a queued message has not been handed over yet. Every one of them has a reason, and this is where it is found. */
export type Queued =
  | { why: "held"; wait: WaitName; until: Date | null }
  | { why: "later"; at: Date }
  | { why: "halted"; name: string; cure: string }
  | { why: "asked to wait"; until: Date }
  | { why: "in line" };

type Waiting = Pick<StoredMessage, "dueAt" | "heldFor" | "heldUntil" | "pauseReason">;

export function whyQueued({ dueAt, heldFor, heldUntil, pauseReason }: Waiting, moment: Moment): Queued {
  const { now, sending, aheadMs } = moment;
  if (dueAt === null) {
    const wait = heldFor ?? pauseReason ?? "reader";
    return { why: "held", wait, until: wait === "course" ? heldUntil : null };
  }
  if (dueAt > now) return { why: "later", at: dueAt };
  if (sending.haltedAt !== null) return { why: "halted", name: sending.haltName ?? "", cure: sending.haltCure ?? "" };
  const until = sending.waitUntil === null ? null : new Date(sending.waitUntil.getTime() + aheadMs);
  return until !== null && until > now ? { why: "asked to wait", until } : { why: "in line" };
}
