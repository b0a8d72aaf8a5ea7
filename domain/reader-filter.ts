import { z } from "zod";
import { addDays, startOfDay } from "./calendar.ts";
import { isDay } from "./days.ts";
import { zoneNamed } from "./zones.ts";

/** How a run may stand that a filter asks for. Where somebody began again, the newest run counts. */
export const askedStates = ["unconfirmed", "active", "paused", "finished", "left"] as const;
/** Why an address may not be mailed, as a filter asks; `any` is any of these reasons. */
export const askedSuppressions = ["none", "any", "left", "bounced", "complained", "erased"] as const;

const slug = z.string().min(1).max(200);
const tag = z.string().min(1).max(60);
const place = z.int().min(1).max(1_000);
const days = z.int().min(1).max(3_650);
const day = z.string().refine(isDay, "not a date");

/**
 * Which readers are meant; what is left out is not asked, and `{}` is everybody. It is stored with segments and with
 * letters, so it names courses and newsletters by their slugs, and counts days back from the moment when it is asked.
 */
export const readerFilterSchema = z.strictObject({
  course: slug.optional(),
  state: z.enum(askedStates).optional(),
  /** Where they are in the course: the place of the newest lesson that they had, or that they had none yet. */
  place: z.union([z.literal("not begun"), z.strictObject({ from: place, to: place })]).optional(),
  /** The last sign of life. */
  seen: z
    .union([z.literal("never"), z.strictObject({ withinDays: days }), z.strictObject({ notForDays: days })])
    .optional(),
  /** The form, import or interface by which they came. */
  source: z.string().min(1).max(200).optional(),
  /** Readers that have all of these. */
  tags: z.array(tag).min(1).max(20).optional(),
  /** Readers that have none of these. */
  withoutTags: z.array(tag).min(1).max(20).optional(),
  /** Follows this newsletter. */
  newsletter: slug.optional(),
  zone: z
    .string()
    .refine((zone) => zoneNamed(zone) === zone, "not a time zone of today")
    .optional(),
  /** Signed up on this day (UTC) or later, and on this day or earlier. */
  signedUpFrom: day.optional(),
  signedUpTo: day.optional(),
  confirmed: z.boolean().optional(),
  suppressed: z.enum(askedSuppressions).optional(),
});

export type ReaderFilter = z.infer<typeof readerFilterSchema>;

/** The instants between which somebody signed up: `fromAt` belongs to it, `beforeAt` does not. */
export function signupSpan({ signedUpFrom, signedUpTo }: Pick<ReaderFilter, "signedUpFrom" | "signedUpTo">): {
  fromAt: Date | null;
  beforeAt: Date | null;
} {
  return {
    fromAt: signedUpFrom === undefined ? null : startOfDay(signedUpFrom, "UTC"),
    beforeAt: signedUpTo === undefined ? null : startOfDay(addDays(signedUpTo, 1), "UTC"),
  };
}

const dayMs = 86_400_000;

/** The instant so many times 24 hours before this one. */
export function daysBefore(now: Date, count: number): Date {
  return new Date(now.getTime() - count * dayMs);
}
