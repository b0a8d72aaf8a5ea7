import type { Course, Lesson } from "../../db/catalogue.ts";
import { listLessons } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import type { CoursePlan } from "../../db/schema/courses.ts";
import { countOpenLessons, type OpenCount } from "../../db/studio/places.ts";
import { type OrderChange, orderChange } from "../../domain/order-change.ts";
import { liveLessons, skipsToToday } from "../passage.ts";
import { readStandings, type Standing } from "./standings.ts";

/** A lesson that is added, and how many of those under way it meets. */
export type AddedImpact = {
  key: string;
  title: string;
  day: number;
  /** It comes back, and so many had it when it was there before: nothing changes for them. */
  had: number;
  /** Had a lesson that stands behind it, and not itself. */
  past: number;
  /** Still come to its place. */
  coming: number;
  /** Of those coming: the lesson behind it is on its way to them at this moment, so it comes to them a day late. */
  middle: number;
};

export type RetiredImpact = {
  key: string;
  title: string;
  day: number;
  past: number;
  coming: number;
  /** Of those coming: it stands in the queue for today. */
  queued: number;
};

export type MovedImpact = {
  key: string;
  title: string;
  from: number;
  to: number;
  /** Had it, or passed by its old place: nothing changes for them. */
  past: number;
  /** Come to it at its new place. */
  coming: number;
  /** Are past the new place and had not come to the old one: it is their next lesson. */
  next: number;
};

/** What a new order would mean for the readers of a course as they stand at this moment. */
export type OrderImpact = {
  live: number;
  finished: number;
  /** The course walks by the calendar: each lesson has a date, and nobody is sent one whose date went by. */
  byCalendar: boolean;
  added: readonly AddedImpact[];
  retired: readonly RetiredImpact[];
  moved: readonly MovedImpact[];
  /** Have had all that would be left: they finish on their next day. */
  ending: number;
};

/** Counts in sets, at one moment: call it in the transaction that applies the change, and it is exact. */
export async function readImpact(db: Database, input: { course: Course; plan: CoursePlan }): Promise<OrderImpact> {
  const { course, plan } = input;
  const lessons = await listLessons(db, { courseId: course.id });
  const change = orderChange({ from: liveLessons({ lessons }), to: plan.lessons });
  const { groups, finished } = await readStandings(db, { courseId: course.id, lessons, change });
  const open = await countOpenLessons(db, { courseId: course.id });
  const counted = { lessons, plan, order: ordersOf(lessons, plan), groups, open };
  return {
    live: runs(groups),
    finished,
    byCalendar: skipsToToday(course),
    added: change.added.map(({ key, position }) => addedImpact(counted, { key, day: position })),
    retired: change.retired.map(({ key, position }) => retiredImpact(counted, { key, day: position })),
    moved: change.moved.map((moved) => movedImpact(counted, moved)),
    ending: change.retired.length === 0 ? 0 : endingOf(counted),
  };
}

/** Where each lesson stands, before and after: numbers to compare by, those of retired lessons included. */
type Orders = { before: ReadonlyMap<string, number>; after: ReadonlyMap<string, number> };

type Counted = {
  lessons: readonly Lesson[];
  plan: CoursePlan;
  order: Orders;
  groups: readonly Standing[];
  open: readonly OpenCount[];
};

/** The order that `lessonsAhead` would see: by position, a lesson that is there already before a new one. */
function ordersOf(lessons: readonly Lesson[], plan: CoursePlan): Orders {
  const places = new Map(plan.lessons.map(({ key, position }) => [key, position]));
  const known = new Set(lessons.map(({ key }) => key));
  const fresh = plan.lessons.filter(({ key }) => !known.has(key)).map((lesson) => ({ ...lesson, id: Infinity }));
  const after = [...lessons, ...fresh].map(({ key, id, position }) => ({
    key,
    id,
    position: places.get(key) ?? position,
  }));
  return { before: ranks(lessons), after: ranks(after) };
}

function ranks(lessons: readonly { key: string; id: number; position: number }[]): Map<string, number> {
  const ordered = [...lessons].sort((one, other) => one.position - other.position || one.id - other.id);
  return new Map(ordered.map(({ key }, index) => [key, index]));
}

function addedImpact(counted: Counted, { key, day }: { key: string; day: number }): AddedImpact {
  const { order, groups, open } = counted;
  const rank = order.after.get(key) ?? 0;
  const isLate = (group: Standing) => isPast(group, counted, { rank, order: order.after });
  const coming = groups.filter((group) => !isLate(group));
  const middle = open.filter(
    ({ reachedId, lessonId }) =>
      rankOf(counted, order.after, lessonId) > rank && coming.some((group) => group.reachedId === reachedId),
  );
  return {
    key,
    day,
    title: titleOf(counted, key),
    had: had(groups, counted, key),
    past: without(groups.filter(isLate), counted, key),
    coming: without(coming, counted, key),
    middle: runs(middle),
  };
}

function retiredImpact(counted: Counted, { key, day }: { key: string; day: number }): RetiredImpact {
  const { groups, order, lessons, open } = counted;
  const rank = order.before.get(key) ?? 0;
  const rest = groups.filter((group) => !isPast(group, counted, { rank, order: order.before }));
  const id = lessons.find((lesson) => lesson.key === key)?.id;
  const queued = open.filter(({ lessonId, begun }) => lessonId === id && !begun);
  const coming = without(rest, counted, key);
  return { key, day, title: titleOf(counted, key), past: runs(groups) - coming, coming, queued: runs(queued) };
}

function movedImpact(counted: Counted, moved: OrderChange["moved"][number]): MovedImpact {
  const { order, groups } = counted;
  const [before, after] = [order.before.get(moved.key) ?? 0, order.after.get(moved.key) ?? 0];
  const isAfterNew = (group: Standing) => isPast(group, counted, { rank: after, order: order.after });
  // Of those behind its new place, whoever had passed by the old one without it goes on without it.
  const isAfterBoth = (group: Standing) =>
    isAfterNew(group) && isPast(group, counted, { rank: before, order: order.before });
  const next = without(
    groups.filter((group) => isAfterNew(group) && !isAfterBoth(group)),
    counted,
    moved.key,
  );
  const coming = without(
    groups.filter((group) => !isAfterNew(group)),
    counted,
    moved.key,
  );
  return { ...moved, title: titleOf(counted, moved.key), past: runs(groups) - next - coming, coming, next };
}

function endingOf(counted: Counted): number {
  const { order, groups, plan } = counted;
  const lastRank = Math.max(...plan.lessons.map(({ key }) => order.after.get(key) ?? 0));
  return runs(groups.filter((group) => isPast(group, counted, { rank: lastRank - 1, order: order.after })));
}

/** Whether the runs of a group had a lesson that stands behind this rank in an order. */
function isPast(group: Standing, counted: Counted, { rank, order }: { rank: number; order: Orders["after"] }): boolean {
  const ids = group.hadIds ?? (group.reachedId === null ? [] : [group.reachedId]);
  return ids.some((id) => rankOf(counted, order, id) > rank);
}

function rankOf({ lessons }: Counted, order: ReadonlyMap<string, number>, id: number): number {
  return order.get(lessons.find((lesson) => lesson.id === id)?.key ?? "") ?? -1;
}

/** How many runs of these groups had a lesson: by what was counted of it, else all whose place it is or who are past. */
function had(groups: readonly Standing[], counted: Counted, key: string): number {
  const id = counted.lessons.find((lesson) => lesson.key === key)?.id;
  if (id === undefined) return 0;
  const rank = (counted.order.before.get(key) ?? 0) - 1;
  return sum(
    groups.map((group) => {
      if (group.hadIds !== null) return group.hadIds.includes(id) ? group.runs : 0;
      return group.had.get(id) ?? (isPast(group, counted, { rank, order: counted.order.before }) ? group.runs : 0);
    }),
  );
}

function without(groups: readonly Standing[], counted: Counted, key: string): number {
  return runs(groups) - had(groups, counted, key);
}

function titleOf({ lessons, plan }: Counted, key: string): string {
  return [...plan.lessons, ...lessons].find((lesson) => lesson.key === key)?.title ?? key;
}

function runs(groups: readonly { runs: number }[]): number {
  return sum(groups.map((group) => group.runs));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
