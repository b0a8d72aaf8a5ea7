export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export type Weekday = (typeof weekdayNames)[number];

/** What `course.ts` says of a course. The folder's name is its slug; a lesson's key is its file's name. */
export type CourseDescription = {
  title: string;
  /** One sentence that the course keeps. */
  promise: string;
  summary: string;
  forWhom: readonly string[];
  needs: readonly string[];
  /** Honest small print: what it is not, who should ask a professional first. */
  smallPrint: readonly string[];
  coach: { name: string; role: string; about: string };
  weeks: readonly { title: string; aim: string; lessons: readonly string[] }[];
  /** What a usual week looks like, in words. */
  rhythm: string;
  start: "confirmation" | "next send time" | "next Monday" | { cohortDay: string };
  gate: "none" | "completion";
  /**
   * What happens to lessons that a reader could not get in time. "shift" (the default): one lesson, and the schedule
   * shifts. "skip to today", for a cohort that walks together: today's lesson, and the skipped ones stay open on the web.
   */
  catchUp?: "shift" | "skip to today";
  /** Days saved up for the streak: one for every `earnedEvery` lessons done, at most `most` at a time. Default: none. */
  freezes?: { earnedEvery: number; most: number } | null;
  /** With a gate on completion: days after which a reader who has not gone on is nudged, and then no more. */
  nudgeAfterDays?: readonly number[];
  /** A page to print and a picture to share for who finishes. Default: yes. */
  certificate?: boolean;
  /** Whether opens and clicks of this course are noted at all. Default: yes, where site and reader allow it. */
  tracking?: boolean;
  /** Where the course stands on the home page; the lowest is shown first. */
  order: number;
  /** Suggested send time, "07:00". */
  sendTime: string;
  /** The days of the week that a new reader begins with; each may choose others. Default: all seven. */
  weekdays?: readonly Weekday[];
  /** How many lessons a day from all courses together its author suggests to whoever takes another course beside it. */
  budgetHint?: number | null;
};

/** What a course declares about its pacing, with what it leaves out filled in. */
export type DeclaredPacing = Required<
  Pick<CourseDescription, "catchUp" | "nudgeAfterDays" | "certificate" | "tracking" | "weekdays">
> & {
  freezes: { earnedEvery: number; most: number } | null;
  budgetHint: number | null;
};

export function declaredPacing(course: CourseDescription): DeclaredPacing {
  const { catchUp = "shift", freezes = null, certificate = true, tracking = true, budgetHint = null } = course;
  const { nudgeAfterDays = [2, 5], weekdays = weekdayNames } = course;
  return { catchUp, freezes, nudgeAfterDays, certificate, tracking, weekdays, budgetHint };
}

/** Days of the week as an enrolment keeps them: bit 0 for Monday to bit 6 for Sunday. */
export function weekdayBits(weekdays: readonly Weekday[]): number {
  return weekdays.reduce((bits, name) => bits | (1 << weekdayNames.indexOf(name)), 0);
}
