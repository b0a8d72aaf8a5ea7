import type { Context } from "./context.ts";
import { handOver, takeNext } from "./deliver.ts";

/** Requests under way at once: while they wait for the provider or settle, the next batch is composed. */
export const lanes = 3;

/**
 * Hands batch after batch over until nothing is due, `isOver` says stop, or the provider wants a rest; says whether
 * there was any. Batches are composed one after the other: at once they would share the head of the queue out among
 * themselves, as three requests where one is enough.
 *
 * What is under way has ended when this returns or throws: nothing may go on behind the caller's back.
 */
export async function sendDue(
  context: Context,
  input: { isOver: () => boolean; atOnce?: number; onLetters?: () => void },
): Promise<boolean> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let worked = false;
  try {
    while (!input.isOver() && failures.length === 0) {
      const next = await takeNext(context);
      if (next.kind === "idle" || next.kind === "resting") break;
      worked = true;
      if (next.kind === "cleared") continue;
      if (next.batch.members.some(({ kind }) => kind === "issue")) input.onLetters?.();
      const request = handOver(context, next.batch)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(request));
      underWay.add(request);
      if (underWay.size >= (input.atOnce ?? context.mail.atOnce ?? lanes)) await Promise.race(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
  return worked;
}
