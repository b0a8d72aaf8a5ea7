import type { PastWaitReason } from "../db/schema/enrolments.ts";
import type { mayBegin } from "../domain/schedule.ts";

/**
 * Why a lesson whose time had come is put off, where nothing else would tell it later. Null for a weekday that the reader
 * took out of their week and for a time that has not come: what they changed is kept with their other changes.
 */
export function whyPutOff(
  may: ReturnType<typeof mayBegin>,
  { now, closesAt }: { now: Date; closesAt: Date },
): PastWaitReason | null {
  if (may === "closed") return now > closesAt ? "window" : null;
  return may === "yes" || may === "early" ? null : "apart";
}
