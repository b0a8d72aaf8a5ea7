import { findCourseBySlug, listLessons } from "../../db/catalogue.ts";
import type { CourseDescription } from "../../domain/course-description.ts";
import { declaredPacing, weekdayBits } from "../../domain/course-description.ts";
import type { Context } from "../context.ts";
import { type CourseCalendar, calendarOf } from "./calendar.ts";
import type { Imagined } from "./what-if.ts";

/** What somebody wants to see of a course; what is left out is as the course suggests, from this moment on. */
export type Wished = Partial<Omit<Imagined, "course" | "lessons" | "rhythm">> & {
  zone?: string;
  sendMinute?: number;
  weekdays?: number;
  everyDays?: 1 | 2;
  start?: CourseDescription["start"];
};

export type ImaginedPage = { imagined: Imagined; calendar: CourseCalendar };

/** Without a better one: a zone whose clock changes, which a calendar is to show. */
const shownZone = "Europe/Berlin";

/** The course as somebody with these wishes would have it; null where there is no such course. */
export async function imagine(context: Context, input: { slug: string; wished: Wished }): Promise<ImaginedPage | null> {
  const course = await findCourseBySlug(context.db, { slug: input.slug });
  if (!course) return null;
  const { calendarAt } = await context.clocks.read(context.db);
  const lessons = await listLessons(context.db, { courseId: course.id });
  const { wished } = input;
  const { confirmedAt = calendarAt, pauses = [], travels = [], start = course.facts.start } = wished;
  const [hour = 7, minute = 0] = course.facts.sendTime.split(":").map(Number);
  const rhythm = {
    zone: wished.zone ?? shownZone,
    sendMinute: wished.sendMinute ?? hour * 60 + minute,
    weekdays: wished.weekdays || weekdayBits(declaredPacing(course.facts).weekdays),
    everyDays: wished.everyDays ?? 1,
  };
  const facts = startingWith(course.facts, start);
  const imagined = { course: { ...course, facts }, lessons, rhythm, confirmedAt, pauses, travels };
  return { imagined, calendar: calendarOf(imagined) };
}

/** Another start may take away what a cohort alone can have. */
function startingWith(facts: CourseDescription, start: CourseDescription["start"]): CourseDescription {
  return typeof start === "string" ? { ...facts, start, catchUp: "shift" } : { ...facts, start };
}
