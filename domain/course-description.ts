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
  /** Where the course stands on the home page; the lowest is shown first. */
  order: number;
  /** Suggested send time, "07:00". */
  sendTime: string;
};
