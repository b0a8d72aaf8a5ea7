import { z } from "zod";
import { type CourseDescription, weekdayNames } from "./course-description.ts";

/** What an author may set in the studio beside `course.ts`, with the shape that each must have. */
export const settable = {
  start: z.union([
    z.enum(["confirmation", "next send time", "next Monday"]),
    z.strictObject({ cohortDay: z.iso.date("must be a date such as 2027-01-04") }),
  ]),
  gate: z.enum(["none", "completion"]),
  nudgeAfterDays: z
    .array(z.number().int().min(1).max(60))
    .max(5)
    .refine((days) => days.every((day, place) => place === 0 || day > (days[place - 1] ?? 0)), {
      error: "must be days in their order, such as [2, 5]",
    }),
  catchUp: z.enum(["shift", "skip to today"]),
  freezes: z
    .strictObject({ earnedEvery: z.number().int().min(1).max(100), most: z.number().int().min(1).max(14) })
    .nullable(),
  certificate: z.boolean(),
  tracking: z.boolean(),
  sendTime: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "07:00"'),
  weekdays: z.array(z.enum(weekdayNames)).min(1, "must leave at least one day of the week").max(7),
  budgetHint: z.number().int().min(1).max(9).nullable(),
};

export type SettingName = keyof typeof settable;

export const settingNames = Object.keys(settable) as readonly SettingName[];

/** The same, each left out where there is nothing to say. */
export const settableOrNot = {
  start: settable.start.exactOptional(),
  gate: settable.gate.exactOptional(),
  nudgeAfterDays: settable.nudgeAfterDays.exactOptional(),
  catchUp: settable.catchUp.exactOptional(),
  freezes: settable.freezes.exactOptional(),
  certificate: settable.certificate.exactOptional(),
  tracking: settable.tracking.exactOptional(),
  sendTime: settable.sendTime.exactOptional(),
  weekdays: settable.weekdays.exactOptional(),
  budgetHint: settable.budgetHint.exactOptional(),
} satisfies Record<SettingName, z.ZodType>;

const settingsSchema = z.strictObject(settableOrNot);

/** The changes that the studio made; what is not in it is as `course.ts` says. */
export type CourseSettings = z.infer<typeof settingsSchema>;

/** A thing that cannot be declared together with another, and the sentence that says so. */
export type Contradiction = { path: SettingName; message: string };

/** The one contradiction rule book, for `course.ts` and for the studio. Null where all goes together. */
export function contradictionIn(course: Pick<CourseDescription, "start" | "gate" | "catchUp">): Contradiction | null {
  const { start, gate, catchUp } = course;
  if (catchUp !== "skip to today") return null;
  if (typeof start === "string") {
    return {
      path: "catchUp",
      message:
        '"skip to today" needs a day that is everybody\'s: declare start: { cohortDay: "2027-01-04" }, or leave catchUp out',
    };
  }
  if (gate === "none") return null;
  return {
    path: "gate",
    message: 'a cohort that skips to today waits for nobody: declare gate: "none", or leave catchUp out',
  };
}

/** What holds for a course: its own description with the studio's settings over it. The one place where they meet. */
export function withSettings(declared: CourseDescription, settings: CourseSettings): CourseDescription {
  return Object.keys(settings).length === 0 ? declared : { ...declared, ...settings };
}

/** Reads what a form or a row says; null where one of them has not its shape, with the sentence that names it. */
export function readSettings(
  raw: unknown,
): { kind: "ok"; settings: CourseSettings } | { kind: "wrong"; name: string; message: string } {
  const read = settingsSchema.safeParse(raw);
  if (read.success) return { kind: "ok", settings: read.data };
  const [issue] = read.error.issues;
  return { kind: "wrong", name: String(issue?.path[0] ?? ""), message: issue?.message ?? "is not understood" };
}
