import { readSegment } from "../../../../../db/studio/segments.ts";
import type { Context } from "../../../../../engine/context.ts";
import { countReaders } from "../../../../../engine/letters/schedule-issue.ts";
import { segmentOf } from "./plan.ts";

/** How many readers are meant by "everyone" or "segment-7", now; null where that segment is gone. */
export async function countChosen(
  context: Context,
  { newsletterId, to }: { newsletterId: number; to: string },
): Promise<number | null> {
  const segmentId = segmentOf(to);
  const segment = segmentId === null ? null : await readSegment(context.db, { id: segmentId });
  if (segmentId !== null && segment === null) return null;
  return countReaders(context, { newsletterId, audience: segment?.filter ?? null });
}
