import { countGrave } from "../../db/feedback.ts";
import { haltByGuard, readSending } from "../../db/sending.ts";
import { type Excess, excessOf, guardWindowMs } from "../../domain/feedback.ts";
import { spokenPercent } from "../../domain/figures/share.ts";
import type { Context } from "../context.ts";

/**
 * Halts sending when too much of it comes back or is complained of. Going on would teach the mailbox providers that
 * nothing from here is wanted, and then nothing arrives at anybody's; so it is the owner who says whether it goes on.
 */
export async function guard(context: Context): Promise<void> {
  await context.db.transaction(async (tx) => {
    const now = await context.clocks.read(tx);
    const { guardFrom } = await readSending(tx);
    const windowMs = now.calendarAt.getTime() - guardWindowMs;
    const since = new Date(Math.max(windowMs, guardFrom?.getTime() ?? 0));
    const excess = excessOf(await countGrave(tx, { since }), context.settings.guard);
    if (excess === null) return;
    const halt = haltFor(excess);
    const isNew = await haltByGuard(tx, { ...halt, now });
    if (isNew) context.log.error({ halt: halt.name, cure: halt.cure }, "sending has halted");
  });
}

function haltFor({ kind, count, messages, limit }: Excess) {
  const { name, what, cause } = words[kind];
  return {
    name,
    message: `Of ${messages} messages of the last seven days, ${count} ${what}: ${spokenPercent(count / messages)}, where ${spokenPercent(limit)} is the limit.`,
    cure: `${cause} Then press “Go on all the same” on Today; nothing goes out before.`,
  };
}

const words = {
  bounced: {
    name: "too_many_bounces",
    what: "came back because nobody reads there",
    cause:
      "They often come with one import or one signup form: look at which one in the studio, under Readers, and take it out. Those addresses get nothing more.",
  },
  complained: {
    name: "too_many_complaints",
    what: "were marked as spam",
    cause: "Look at what you sent last, and at where those who complained signed up. Those addresses get nothing more.",
  },
  failed: {
    name: "too_many_never_sent",
    what: "were taken by the provider and never sent",
    cause:
      "Its reasons stand under Today, and on its own pages; mend them first. Each message can be sent again there.",
  },
} as const;
