import type { CourseDescription } from "../../domain/course-description.ts";
import type { LessonKind } from "../../emails/parts/props.ts";

type Length = { days: number; minutesFrom: number; minutesTo: number };

/** "30 days, 6 to 12 minutes each". */
export function courseFacts({ days, minutesFrom, minutesTo }: Length): string {
  const minutes = minutesFrom === minutesTo ? `${minutesTo}` : `${minutesFrom} to ${minutesTo}`;
  return `${days === 1 ? "1 day" : `${days} days`}, ${minutes} minutes each`;
}

/** When Day 1 comes, as a sentence. */
export function startWords(start: CourseDescription["start"]): string {
  if (typeof start === "object") return `Day 1 comes on ${cohortDate(start.cohortDay)}, for everybody.`;
  switch (start) {
    case "confirmation":
      return "Press it, and Day 1 comes within a minute.";
    case "next send time":
      return "Press it, and Day 1 comes the next time your hour comes around.";
    case "next Monday":
      return "Press it, and Day 1 comes next Monday.";
  }
}

export const kindWords: Record<LessonKind, string> = { training: "Training", rest: "Rest", mobility: "Easy mobility" };

/** A calendar date without a zone: noon UTC keeps it on its day. */
function cohortDate(day: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
}
