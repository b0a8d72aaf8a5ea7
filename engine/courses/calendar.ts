import type { Lesson } from "../../db/catalogue.ts";
import {
  addDays,
  type Day,
  instantOf,
  localDay,
  localMinute,
  spokenSendTime,
  weekdayOf,
} from "../../domain/calendar.ts";
import {
  clockChangeOn,
  oddity,
  spokenClockChange,
  spokenOffset,
  utcOffsetMinutes,
} from "../../domain/clock-changes.ts";
import { weekdayNames } from "../../domain/course-description.ts";
import { allows, slotOn } from "../../domain/rhythm.ts";
import { spokenDate, spokenZone } from "../../domain/spoken.ts";
import { liveLessons } from "../passage.ts";
import { type Imagined, type ImaginedLesson, imagineCourse, zoneOn } from "./what-if.ts";

/** A lesson in a calendar: when it goes out, on whose clock, and what is odd about it. */
export type CalendarLesson = {
  number: number;
  title: string;
  kind: Lesson["kind"];
  sentAt: Date;
  /** "7:00 AM" on the wall clock of its reader. */
  clock: string;
  zone: string;
  /** "UTC+2". */
  offset: string;
  notes: readonly string[];
};

export type CalendarDay = {
  day: Day;
  lessons: readonly CalendarLesson[];
  /** Why no lesson comes, on a day without one. */
  why: string | null;
  kind: "lesson" | "rest" | "off" | "paused";
  /** Changes of the clock, journeys. */
  marks: readonly string[];
};

export type CourseCalendar = {
  days: readonly CalendarDay[];
  /** Lessons that go by unsent, as where a cohort does not wait. */
  missed: readonly { number: number; title: string }[];
  isWhole: boolean;
};

/** More than two years: no picture of months is longer. */
const mostDays = 800;

/** Every day of an imagined course from its confirmation to its last lesson, each with its lesson or why it has none. */
export function calendarOf(imagined: Imagined): CourseCalendar {
  const { sent, isWhole } = imagineCourse(imagined);
  const lessons = liveLessons(imagined);
  const sentIds = new Set(sent.map(({ lesson }) => lesson.id));
  const missed = lessons.flatMap(({ id, title }, index) => (sentIds.has(id) ? [] : [{ number: index + 1, title }]));
  const days = daysOf(imagined, sent).map((day) => calendarDay(day, { imagined, sent, lessons }));
  return { days, missed, isWhole: isWhole && days.length < mostDays };
}

function daysOf({ confirmedAt, rhythm }: Imagined, sent: readonly ImaginedLesson[]): Day[] {
  const days: Day[] = [];
  const last =
    sent
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? "";
  for (let day = localDay(confirmedAt, rhythm.zone); day <= last && days.length < mostDays; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

type Told = { imagined: Imagined; sent: readonly ImaginedLesson[]; lessons: readonly Lesson[] };

function calendarDay(day: Day, told: Told): CalendarDay {
  const { imagined, sent, lessons } = told;
  const own = sent.filter((one) => one.day === day).map((one) => calendarLesson(one, { imagined, lessons }));
  const isPaused = imagined.pauses.some(({ fromDay, untilDay }) => fromDay <= day && day < untilDay);
  const [first] = own;
  return {
    day,
    lessons: own,
    why: first ? null : whyNone(day, told),
    kind: first ? (first.kind === "rest" ? "rest" : "lesson") : isPaused ? "paused" : "off",
    marks: marksOf(day, imagined),
  };
}

function calendarLesson(
  { lesson, day, sentAt, zone, slotAt }: ImaginedLesson,
  { imagined, lessons }: Pick<Told, "imagined" | "lessons">,
): CalendarLesson {
  return {
    number: lessons.findIndex(({ id }) => id === lesson.id) + 1,
    title: lesson.title,
    kind: lesson.kind,
    sentAt,
    clock: spokenSendTime(localMinute(sentAt, zone)),
    zone,
    offset: spokenOffset(utcOffsetMinutes(sentAt, zone)),
    notes: notesOf({ imagined, day, sentAt, slotAt, zone }),
  };
}

type Sent = { imagined: Imagined; day: Day; sentAt: Date; slotAt: Date; zone: string };

/** What is not as the hour that was chosen says. */
function notesOf({ imagined, day, sentAt, slotAt, zone }: Sent): string[] {
  const { confirmedAt, rhythm } = imagined;
  const hour = spokenSendTime(rhythm.sendMinute);
  if (slotAt.getTime() === confirmedAt.getTime()) return ["At once: confirming counts as choosing the hour."];
  const odd = oddity(rhythm.sendMinute, clockChangeOn(day, zone));
  const notes = [];
  if (odd === "skipped") notes.push(`${hour} does not exist on this day, so it comes when the clock is past it.`);
  if (odd === "twice") notes.push(`${hour} comes twice on this day; the first one counts.`);
  const chosenAt = instantOf({ day, minute: rhythm.sendMinute, zone });
  if (sentAt > chosenAt) notes.push(`After ${hour}: twelve hours lie between two lessons, or the hour had passed.`);
  if (sentAt < chosenAt) notes.push("Early: yesterday’s window closed before it could go out.");
  return notes;
}

/** Why a day has no lesson, by the rule that says so first. */
function whyNone(day: Day, { imagined, sent }: Told): string {
  const { rhythm, pauses, course } = imagined;
  const zone = zoneOn(imagined, day);
  if (pauses.some(({ fromDay, untilDay }) => fromDay <= day && day < untilDay)) return "Paused.";
  const before = sent.findLast((one) => one.day < day);
  const { start } = course.facts;
  if (!before && typeof start !== "string" && day < start.cohortDay) {
    return `Everybody begins together, on ${spokenDate(start.cohortDay)}.`;
  }
  if (!allows(rhythm, day)) return `No lessons on ${weekdayNames[weekdayOf(day) - 1]}s.`;
  if (!before && start === "next Monday") return "Day 1 waits for the next Monday.";
  if (before && day < addDays(before.day, rhythm.everyDays)) return "The day between two lessons.";
  const slot = slotOn({ ...rhythm, zone }, day);
  if (!slot) return `This date does not exist in ${spokenZone(zone)}.`;
  if (before && localDay(before.slotAt, zone) >= day) return "This date has had its lesson, seen from here.";
  if (before && slot.closesAt.getTime() < before.sentAt.getTime() + 12 * 3_600_000) {
    return "Its window ends less than twelve hours after the last lesson.";
  }
  return before ? "Its hour went by before the course went on." : "The hour had passed when they confirmed.";
}

function marksOf(day: Day, imagined: Imagined): string[] {
  const zone = zoneOn(imagined, day);
  const change = clockChangeOn(day, zone);
  const journey = imagined.travels.find((travel) => travel.day === day);
  return [
    ...(change ? [`${spokenClockChange(change)}, ${spokenZone(zone)} time.`] : []),
    ...(journey ? [`Journey: the clock is ${spokenZone(journey.zone)}’s from here on.`] : []),
  ];
}
