import { createHmac } from "node:crypto";
import { sweepTurns, takeTurn } from "../../db/rate-limits.ts";
import type { Context } from "../context.ts";

/** How often something may be done: so many at once, and so many an hour after that. */
export type Rule = { name: string; atOnce: number; perHour: number };

/** A rule for one of those whom it counts: an address, a network, an account. */
export type Wanted = { rule: Rule; of: string };

export type Turns = { kind: "taken" } | TooOften;
export type TooOften = { kind: "too often"; waitSeconds: number };

const hourMs = 3_600_000;

/** Rarely enough to cost nothing, and often enough that far more rows go than came. */
const sweepShare = 0.01;
const mostSwept = 1_000;

/**
 * Takes a turn by each rule, in their order, and stops at the first that says no: what comes after it is not counted, so
 * one caller who asks too often uses up nothing that others share.
 */
export async function takeTurns(context: Context, wanted: readonly Wanted[]): Promise<Turns> {
  const { elapsedAt: now } = await context.clocks.read(context.db);
  for (const { rule, of } of wanted) {
    const costMs = Math.ceil(hourMs / rule.perHour);
    const key = keyOf(context, { rule, of });
    const turn = await takeTurn(context.db, { key, costMs, mostOwedMs: costMs * rule.atOnce, now });
    if (turn.kind === "too often")
      return { kind: "too often", waitSeconds: Math.max(1, Math.ceil(turn.waitMs / 1000)) };
  }
  if (context.randomness.fraction() < sweepShare) await sweepTurns(context.db, { now, most: mostSwept });
  return { kind: "taken" };
}

/** Keyed, because whoever reads the table is to learn neither whose addresses nor whose machines asked here. */
function keyOf({ settings }: Context, { rule, of }: Wanted): string {
  const [newest = ""] = settings.appSecrets;
  return createHmac("sha256", newest).update(`turn:${rule.name}:${of}`).digest("base64url");
}

/** "in 3 minutes", for the sentence that says when to try again. */
export function waitPhrase({ waitSeconds }: TooOften): string {
  const minutes = Math.ceil(waitSeconds / 60);
  if (minutes === 1) return "in a minute";
  return minutes < 60 ? `in ${minutes} minutes` : "in an hour";
}
