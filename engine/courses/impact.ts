import type { Course, Lesson } from "../../db/catalogue.ts";
import { listLessons } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import type { CoursePlan } from "../../db/schema/courses.ts";
import { countOpenLessons, countOutOfOrder, countPlaces, type OpenCount } from "../../db/studio/places.ts";
import { type OrderChange, orderChange } from "../../domain/order-change.ts";
import { liveLessons, skipsToToday } from "../passage.ts";

/** A lesson that is added, and how many of those under way it meets. */
export type AddedImpact = {
  key: string;
  title: string;
  day: number;
  /** Had a lesson that stands behind it. */
  past: number;
  /** Still come to its place. */
  coming: number;
  /** Of those coming: the lesson behind it is on its way to them at this moment, so it comes to them a day late. */
  middle: number;
};

export type RetiredImpact = { key: string; title: string; day: number; past: number; coming: number; queued: number };

export type MovedImpact = {
  key: string;
  title: string;
  from: number;
  to: number;
  /** Are past its old place: nothing changes for them. */
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
  const order = ordersOf(lessons, plan);
  const places = await countPlaces(db, { courseId: course.id });
  const groups = await groupsOf(db, { courseId: course.id, lessons, change, places });
  const open = await countOpenLessons(db, { courseId: course.id });
  const finished = sum(places.filter(({ state }) => state === "finished").map(({ runs }) => runs));
  const counted = { lessons, plan, order, groups, open };
  return {
    live: sum(groups.map(({ runs }) => runs)),
    finished,
    byCalendar: skipsToToday(course),
    added: change.added.map(({ key, position }) => addedImpact(counted, { key, day: position })),
    retired: change.retired.map(({ key, position }) => retiredImpact(counted, { key, day: position })),
    moved: change.moved.map((moved) => movedImpact(counted, moved)),
    ending: change.retired.length === 0 ? 0 : endingOf(counted),
  };
}

/** Runs that had the same lessons: all up to the newest, or the ones named. */
type Group = { reachedId: number | null; hadIds: readonly number[] | null; runs: number };

/** Where each lesson stands, before and after: numbers to compare by, those of retired lessons included. */
type Orders = { before: ReadonlyMap<string, number>; after: ReadonlyMap<string, number> };

type Counted = {
  lessons: readonly Lesson[];
  plan: CoursePlan;
  order: Orders;
  groups: readonly Group[];
  open: readonly OpenCount[];
};

async function groupsOf(
  db: Database,
  input: {
    courseId: number;
    lessons: readonly Lesson[];
    change: OrderChange;
    places: Awaited<ReturnType<typeof countPlaces>>;
  },
): Promise<Group[]> {
  const { courseId, lessons, change, places } = input;
  const exact = await countOutOfOrder(db, { courseId, lateIds: lateLessons(lessons, change) });
  const apart = new Map<number | null, number>();
  for (const { reachedId, runs } of exact) apart.set(reachedId, (apart.get(reachedId) ?? 0) + runs);
  const byPlace = new Map<number | null, number>();
  for (const { state, reachedId, runs } of places) {
    if (state !== "finished") byPlace.set(reachedId, (byPlace.get(reachedId) ?? 0) + runs);
  }
  return [
    ...exact.map(({ reachedId, hadIds, runs }) => ({ reachedId, hadIds, runs })),
    ...[...byPlace].map(([reachedId, runs]) => ({ reachedId, hadIds: null, runs: runs - (apart.get(reachedId) ?? 0) })),
  ].filter(({ runs }) => runs > 0);
}

/** Lessons that may have reached somebody after one that stands behind them: those that joined later or were moved. */
function lateLessons(lessons: readonly Lesson[], { moved }: OrderChange): number[] {
  const firstMs = Math.min(...lessons.map(({ firstPublishedAt }) => firstPublishedAt.getTime()));
  const moving = new Set(moved.map(({ key }) => key));
  return lessons
    .filter(
      ({ key, firstPublishedAt, rejoinedAt, movedAt }) =>
        firstPublishedAt.getTime() > firstMs || rejoinedAt !== null || movedAt !== null || moving.has(key),
    )
    .map(({ id }) => id);
}

/** The order that `lessonsAhead` would see: by position, a lesson that is there already before a new one. */
function ordersOf(lessons: readonly Lesson[], plan: CoursePlan): Orders {
  const places = new Map(plan.lessons.map(({ key, position }) => [key, position]));
  const known = new Set(lessons.map(({ key }) => key));
  const fresh = plan.lessons.filter(({ key }) => !known.has(key)).map(({ key }) => ({ key, id: Infinity }));
  const after = [...lessons, ...fresh].map(({ key, id }) => ({
    key,
    id,
    position: places.get(key) ?? lessons.find((lesson) => lesson.key === key)?.position ?? 0,
  }));
  return { before: ranks(lessons), after: ranks(after) };
}

function ranks(lessons: readonly { key: string; id: number; position: number }[]): Map<string, number> {
  const ordered = [...lessons].sort((one, other) => one.position - other.position || one.id - other.id);
  return new Map(ordered.map(({ key }, index) => [key, index]));
}

/** Whether the runs of a group had a lesson that stands behind this one in an order. */
function isPast(
  group: Group,
  { lessons }: Counted,
  { rank, order }: { rank: number; order: Orders["after"] },
): boolean {
  const ids = group.hadIds ?? (group.reachedId === null ? [] : [group.reachedId]);
  return ids.some((id) => rankOf(lessons, order, id) > rank);
}

function rankOf(lessons: readonly Lesson[], order: ReadonlyMap<string, number>, id: number): number {
  return order.get(lessons.find((lesson) => lesson.id === id)?.key ?? "") ?? -1;
}

/** Whether they had it, or stand behind its place without having been sent it. */
function isThrough(group: Group, counted: Counted, key: string): boolean {
  const { lessons, order } = counted;
  const rank = order.before.get(key) ?? 0;
  const id = lessons.find((lesson) => lesson.key === key)?.id;
  if (group.hadIds !== null) return id !== undefined && group.hadIds.includes(id);
  return group.reachedId === id || isPast(group, counted, { rank, order: order.before });
}

function addedImpact(counted: Counted, { key, day }: { key: string; day: number }): AddedImpact {
  const { order, groups, lessons, open } = counted;
  const rank = order.after.get(key) ?? 0;
  const past = groups.filter((group) => isPast(group, counted, { rank, order: order.after }));
  const coming = groups.filter((group) => !past.includes(group));
  const middle = open.filter(
    ({ reachedId, lessonId }) =>
      rankOf(lessons, order.after, lessonId) > rank && coming.some((group) => group.reachedId === reachedId),
  );
  return { key, day, title: titleOf(counted, key), past: runs(past), coming: runs(coming), middle: runs(middle) };
}

function retiredImpact(counted: Counted, { key, day }: { key: string; day: number }): RetiredImpact {
  const through = counted.groups.filter((group) => isThrough(group, counted, key));
  const id = counted.lessons.find((lesson) => lesson.key === key)?.id;
  const queued = counted.open.filter(({ lessonId, begun }) => lessonId === id && !begun);
  const coming = runs(counted.groups) - runs(through);
  return { key, day, title: titleOf(counted, key), past: runs(through), coming, queued: runs(queued) };
}

function movedImpact(counted: Counted, moved: OrderChange["moved"][number]): MovedImpact {
  const { order, groups } = counted;
  const rank = order.after.get(moved.key) ?? 0;
  const through = groups.filter((group) => isThrough(group, counted, moved.key));
  const rest = groups.filter((group) => !through.includes(group));
  const next = rest.filter((group) => isPast(group, counted, { rank, order: order.after }));
  return {
    ...moved,
    title: titleOf(counted, moved.key),
    past: runs(through),
    coming: runs(rest) - runs(next),
    next: runs(next),
  };
}

function endingOf(counted: Counted): number {
  const { order, groups, plan } = counted;
  const lastRank = Math.max(...plan.lessons.map(({ key }) => order.after.get(key) ?? 0));
  return runs(groups.filter((group) => isPast(group, counted, { rank: lastRank - 1, order: order.after })));
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
