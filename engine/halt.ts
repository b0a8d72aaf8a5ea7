import type { Now } from "../db/clock.ts";
import type { Database } from "../db/connect.ts";
import { type Halt, haltSending } from "../db/sending.ts";
import type { Context } from "./context.ts";

/** How long a halt rests before one real due message may try again. */
export const probeEveryMs = 5 * 60_000;

export const recipientsThatHalt = 5;

/** Halts sending, or lengthens a halt; a new one is logged with its cure. */
export async function noteHalt(context: Context, tx: Database, input: { halt: Halt; now: Now }): Promise<void> {
  const { name, message, cure } = input.halt;
  const { elapsedAt } = input.now;
  const probeAt = new Date(elapsedAt.getTime() + probeEveryMs);
  const fresh = await haltSending(tx, { name, message, cure, haltedAt: elapsedAt, probeAt });
  if (fresh) context.log.error({ halt: name, cure }, "sending has halted");
}

/** The first of these refusals whose name is the name of at least five, or null. */
export function manyRefusals<Refusal extends { name: string }>(refused: readonly Refusal[]): Refusal | null {
  const common = refused.find(
    ({ name }) => refused.filter((other) => other.name === name).length >= recipientsThatHalt,
  );
  return common ?? null;
}

export function tooManyRefusals(refusal: { name: string; message: string }): Halt {
  return {
    name: refusal.name,
    message: refusal.message,
    cure: `The provider refused ${recipientsThatHalt} different readers in a row with "${refusal.name}", so the fault is probably not theirs. Read its message, mend the cause, and sending resumes by itself; \`dayletter status\` shows when it tries again.`,
  };
}
