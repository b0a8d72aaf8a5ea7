import { type CourseDescription, declaredPacing } from "../../domain/course-description.ts";
import { spokenDate } from "../../domain/spoken.ts";

/**
 * What notices say of a course that its author may change in the studio. Values and not part of what is compiled, so that
 * the words are true from the change on, without publishing anything again.
 */
export function settingPhrases(course: CourseDescription): Record<string, string> {
  const { certificate } = declaredPacing(course);
  return {
    "notice.start": startPhrase(course.start),
    "notice.see": certificate ? "See your certificate" : "See your days",
    "notice.keeps": certificate
      ? "There is a certificate for everybody who did a day or more, with the name that you want on it."
      : "The days that you did stay filled on your page.",
  };
}

/** When the first lesson comes, counted from the reader's yes, as a clause: "Day 1 comes within a minute". */
export function startPhrase(start: CourseDescription["start"]): string {
  if (start === "confirmation") return "Day 1 comes within a minute";
  if (start === "next send time") return "Day 1 comes at your next send time";
  if (start === "next Monday") return "Day 1 comes next Monday";
  return `Day 1 comes on ${spokenDate(start.cohortDay)}`;
}
