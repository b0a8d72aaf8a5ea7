import { type Lesson, listLessons } from "../../db/catalogue.ts";
import type { Measure } from "../../db/schema/tallies.ts";
import {
  type Chapter,
  countLessonsOfLongest,
  findCourseOfLesson,
  findFirstDay,
  listChapters,
  type Subject,
  sumByDay,
  sumByLesson,
  sumByWeekHour,
  sumLessonByDay,
} from "../../db/studio/figures.ts";
import { localDay } from "../../domain/calendar.ts";
import { type FunnelStep, funnelOf } from "../../domain/figures/funnel.ts";
import { dropOffOf, type Kept, retentionOf } from "../../domain/figures/retention.ts";
import {
  type Bin,
  binsOf,
  type Span,
  type SpanName,
  spanBefore,
  spanOf,
  sumIntoBins,
} from "../../domain/figures/span.ts";
import { hoursOfWeek } from "../../domain/week-hours.ts";
import type { Context } from "../context.ts";
import { isFeedbackConnected } from "../feedback/connected.ts";

export type Counts = Partial<Record<Measure, number>>;

/** What happened in each day or week of the span, and in all of it. */
export type Timeline = { step: "day" | "week"; bins: Bin[]; series: Record<string, number[]>; totals: Counts };

export type LessonFigures = {
  id: number;
  title: string;
  /** Place in today's order; null of a retired one. */
  position: number | null;
  counts: Counts;
  kept: Kept;
};

/**
 * How far those came who signed up in a span. `isRipe`: long enough ago to have finished, or nothing could be told of
 * the last step; a site that is too young for that is shown whoever there is.
 */
export type Funnel = { span: Span; isRipe: boolean; steps: FunnelStep[] };

export type Figures = {
  chapters: Chapter[];
  /** Null: everything. */
  chapter: Chapter | null;
  spanName: SpanName;
  span: Span;
  /** Nothing was ever counted of the subject. */
  isEmpty: boolean;
  /** Whether anything is known of what was delivered, came back and was complained of; without it those are no figures. */
  isTold: boolean;
  timeline: Timeline;
  funnel: Funnel;
  /** 168 numbers: the hours of a week from Monday's midnight. */
  hours: number[];
  /** Of a course. */
  lessons: LessonFigures[];
  /** Confirmed and left before the first lesson came. */
  leftBefore: number;
  /** The place in `lessons` after which the largest share leaves. */
  dropOff: number | null;
};

const told: readonly Measure[] = [
  "asked",
  "joined",
  "finished",
  "left",
  "accepted",
  "again",
  "uncertain",
  "refused",
  "delivered",
  "bounced",
  "complained",
  "done",
  "opened",
  "clicked",
  "machine",
];

/**
 * Everything that the page of figures shows, from the tallies alone. `about` names a course or newsletter as
 * `course:runner-core`; whatever it does not name is everything.
 */
export async function readFigures(context: Context, input: { about: string; spanName: SpanName }): Promise<Figures> {
  const { db } = context;
  const chapters = await listChapters(db);
  const chapter = chapters.find(({ kind, slug }) => `${kind}:${slug}` === input.about) ?? null;
  const subject: Subject = chapter ?? { kind: "all" };
  const { calendarAt } = await context.clocks.read(db);
  const firstDay = await findFirstDay(db, { subject });
  const span = spanOf({ name: input.spanName, today: localDay(calendarAt, "UTC"), firstDay });
  const asked = { subject, ...span };
  const [byDay, byHour, { lessons, leftBefore }] = await Promise.all([
    sumByDay(db, { ...asked, measures: told }),
    sumByWeekHour(db, asked),
    chapter?.kind === "course" ? readLessons(context, { courseId: chapter.id }) : { lessons: [], leftBefore: 0 },
  ]);
  const timeline = timelineOf(span, byDay);
  return {
    chapters,
    chapter,
    spanName: input.spanName,
    span,
    isEmpty: firstDay === null,
    isTold: await isFeedbackConnected(context),
    timeline,
    funnel: chapter?.kind === "newsletter" ? { span, isRipe: true, steps: [] } : await readFunnel(context, asked),
    hours: Array.from({ length: hoursOfWeek }, (_, hour) => byHour.find((one) => one.weekHour === hour)?.count ?? 0),
    lessons,
    leftBefore,
    dropOff: dropOffOf(lessons.map(({ kept }) => kept)),
  };
}

function timelineOf(span: Span, rows: readonly { measure: Measure; day: string; count: number }[]): Timeline {
  const { step, bins } = binsOf(span);
  const series: Record<string, number[]> = {};
  const totals: Counts = {};
  for (const [measure, own] of Map.groupBy(rows, (row) => row.measure)) {
    series[measure] = sumIntoBins(bins, new Map(own.map(({ day, count }) => [day, count])));
    totals[measure] = own.reduce((sum, { count }) => sum + count, 0);
  }
  return { step, bins, series, totals };
}

/** Beyond a lesson a day: weekdays off, pauses and the days until they pressed the button. */
const leewayDays = 7;

async function readFunnel({ db }: Context, asked: { subject: Subject } & Span): Promise<Funnel> {
  const { subject: whole, ...span } = asked;
  // A letter has no first day and no end: who asked for one alone would seem to have stopped at the door.
  const subject: Subject = whole.kind === "all" ? { kind: "courses" } : whole;
  const measures: readonly Measure[] = ["asked", "cohortConfirmed", "cohortBegan", "cohortFinished"];
  const ofSpan = async (one: Span) => timelineOf(one, await sumByDay(db, { subject, ...one, measures })).totals;
  const ripe = spanBefore(span, (await countLessonsOfLongest(db, { subject })) + leewayDays);
  const totals = await ofSpan(ripe);
  if ((totals.asked ?? 0) > 0) return { span: ripe, isRipe: true, steps: funnelSteps(totals) };
  return { span, isRipe: false, steps: funnelSteps(await ofSpan(span)) };
}

function funnelSteps(totals: Counts): FunnelStep[] {
  return funnelOf([
    { words: "Signed up", count: totals.asked ?? 0 },
    { words: "Confirmed", count: totals.cohortConfirmed ?? 0 },
    { words: "Had Day 1", count: totals.cohortBegan ?? 0 },
    { words: "Finished", count: totals.cohortFinished ?? 0 },
  ]);
}

/** The lessons in today's order, those that are retired after them where anything was counted of them. */
async function readLessons(
  context: Context,
  input: { courseId: number },
): Promise<Pick<Figures, "lessons" | "leftBefore">> {
  const lessons = await listLessons(context.db, input);
  const rows = await sumByLesson(context.db, input);
  const of = (id: number | null): Counts =>
    Object.fromEntries(rows.filter(({ lessonId }) => lessonId === id).map(({ measure, count }) => [measure, count]));
  const placed = lessons
    .map((lesson) => rowOf(lesson, of(lesson.id)))
    .filter(({ position, counts }) => position !== null || Object.keys(counts).length > 0);
  const kept = retentionOf(placed.map(({ counts }) => passingOf(counts)));
  return {
    lessons: placed.map((row, place) => ({ ...row, kept: kept[place] ?? nothingKept })),
    leftBefore: of(null).leftAt ?? 0,
  };
}

const nothingKept: Kept = { decided: 0, left: 0, leaving: null, stillThere: 1 };

function rowOf({ id, title, position, retiredAt }: Lesson, counts: Counts): Omit<LessonFigures, "kept"> {
  return { id, title, position: retiredAt === null ? position : null, counts };
}

function passingOf({ accepted = 0, uncertain = 0, standing = 0, leftAt = 0 }: Counts) {
  return { had: accepted + uncertain, standing, left: leftAt };
}

export type OneLesson = Pick<Figures, "span" | "spanName" | "isTold"> & {
  lesson: LessonFigures;
  course: Chapter;
  days: Timeline;
};

/** One lesson's own numbers, of all time and by day; null where there is no such lesson. */
export async function readLessonFigures(
  context: Context,
  input: { lessonId: number; spanName: SpanName },
): Promise<OneLesson | null> {
  const course = await findCourseOfLesson(context.db, input);
  if (course === null) return null;
  const figures = await readFigures(context, { about: `course:${course.slug}`, spanName: input.spanName });
  const lesson = figures.lessons.find(({ id }) => id === input.lessonId);
  if (!lesson || !figures.chapter) return null;
  const measures: Measure[] = ["accepted", "done", "opened", "clicked", "bounced", "complained", "refused"];
  const rows = await sumLessonByDay(context.db, { lessonId: input.lessonId, measures, ...figures.span });
  return {
    lesson,
    course: figures.chapter,
    days: timelineOf(figures.span, rows),
    span: figures.span,
    spanName: figures.spanName,
    isTold: figures.isTold,
  };
}
