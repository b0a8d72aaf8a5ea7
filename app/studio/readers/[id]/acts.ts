import { parseSendTime } from "../../../../domain/calendar.ts";
import { isDay } from "../../../../domain/days.ts";
import { zoneNamed } from "../../../../domain/zones.ts";
import type { ReaderAct } from "../../../../engine/studio/reader-acts.ts";
import type { ReaderStory, StudioCourse } from "../../../../engine/studio/reader-story.ts";
import { chosenPace, tickedWeekdays } from "../../../(reader)/weekdays.ts";
import { readerPath } from "../paths.ts";

/** What an author can do for a reader, by the name of the page. */
export const actKinds = ["pause", "resume", "move", "time", "days", "leave", "erase"] as const;
export type ActKind = (typeof actKinds)[number];

export function actKindOf(text: string): ActKind | null {
  return actKinds.find((kind) => kind === text) ?? null;
}

export function actPath(readerId: number, kind: ActKind, course?: string): string {
  const query = course === undefined ? "" : `?course=${encodeURIComponent(course)}`;
  return `${readerPath(readerId)}/${kind}${query}`;
}

/** Which of them there are for one course as it stands. */
export function courseActs({ enrolment: { state } }: StudioCourse): ActKind[] {
  if (state === "active") return ["pause", "move", "days", "leave"];
  if (state === "paused") return ["resume", "pause", "move", "days", "leave"];
  if (state === "finished") return ["move"];
  return state === "unconfirmed" ? ["leave"] : [];
}

export type ReadAct = { kind: "act"; act: ReaderAct } | { kind: "invalid"; message: string };

type Fields = { value(field: string): string };
type Asked = Fields & {
  story: Pick<ReaderStory, "courses" | "newsletters">;
  lessons: readonly { id: number; day: number }[];
};

/** The course that a form is about: the one it names, or the only one. */
export function courseAsked({ value }: Fields, courses: readonly StudioCourse[]): StudioCourse | null {
  const slug = value("course");
  if (slug === "") return courses.length === 1 ? (courses[0] ?? null) : null;
  return courses.find((course) => course.slug === slug) ?? null;
}

/** What the fields of a form ask for, or what is wrong with them. */
export function readAct(kind: ActKind, asked: Asked): ReadAct {
  if (kind === "erase") return { kind: "act", act: { kind } };
  if (kind === "time") return readTime(asked);
  if (kind === "leave") return readLeave(asked);
  const course = courseAsked(asked, asked.story.courses);
  if (course === null) return invalid("Choose the course first.");
  const enrolmentId = course.enrolment.id;
  if (kind === "resume") return { kind: "act", act: { kind, enrolmentId } };
  if (kind === "pause") return readPause(asked, enrolmentId);
  return kind === "move" ? readMove(asked, enrolmentId) : readDays(asked, enrolmentId);
}

function readPause({ value }: Fields, enrolmentId: number): ReadAct {
  if (value("until") === "open") return { kind: "act", act: { kind: "pause", enrolmentId, untilDay: null } };
  const untilDay = value("day");
  if (value("until") !== "day" || !isDay(untilDay)) return invalid("Choose a day on which the pause ends, or none.");
  return { kind: "act", act: { kind: "pause", enrolmentId, untilDay } };
}

function readMove({ value, lessons }: Asked, enrolmentId: number): ReadAct {
  const lesson = lessons.find(({ day }) => String(day) === value("to"));
  if (!lesson) return invalid("Choose a lesson from the list.");
  return { kind: "act", act: { kind: "move", enrolmentId, lessonId: lesson.id, day: lesson.day } };
}

function readTime({ value }: Fields): ReadAct {
  const zone = zoneNamed(value("zone").trim());
  const sendMinute = parseSendTime(value("hour"));
  if (zone === null) return invalid("Choose a time zone from the list, such as Europe/Berlin.");
  if (sendMinute === null) return invalid("Choose a time of day, such as 07:00.");
  return { kind: "act", act: { kind: "time", zone, sendMinute } };
}

function readDays({ value }: Fields, enrolmentId: number): ReadAct {
  const weekdays = tickedWeekdays(value);
  const everyDays = chosenPace(value("pace"));
  if (weekdays === 0) return invalid("Choose at least one day of the week.");
  if (everyDays === null) return invalid("Choose every day or every other day.");
  return { kind: "act", act: { kind: "days", enrolmentId, weekdays, everyDays } };
}

/** "everything", "course:runner-core", "letter:weekly". */
function readLeave({ value, story }: Asked): ReadAct {
  const from = value("from");
  if (from === "everything") return { kind: "act", act: { kind: "leave", from } };
  const course = story.courses.find(({ slug }) => from === `course:${slug}`);
  if (course) return { kind: "act", act: { kind: "leave", from: { courseId: course.enrolment.courseId } } };
  const letter = story.newsletters.find(({ slug }) => from === `letter:${slug}`);
  if (letter) return { kind: "act", act: { kind: "leave", from: { newsletter: letter.slug } } };
  return invalid("Choose what they leave.");
}

function invalid(message: string): ReadAct {
  return { kind: "invalid", message };
}
