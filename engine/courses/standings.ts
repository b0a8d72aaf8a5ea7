import type { Lesson } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { countHad, countOutOfOrder, countPlaces } from "../../db/studio/places.ts";
import type { OrderChange } from "../../domain/order-change.ts";

/** Runs that stand at one place of a course. */
export type Standing = {
  reachedId: number | null;
  /** What each of them had, where their place does not tell; else null: all up to their place. */
  hadIds: readonly number[] | null;
  /** Of some lessons, how many of these runs had it. */
  had: ReadonlyMap<number, number>;
  runs: number;
};

type Asked = { courseId: number; lessons: readonly Lesson[]; change: OrderChange };

/**
 * Where the runs of a course stand: by the newest lesson that they had, which tells all where lessons come in their
 * order. What joined late, came back or was moved may have come out of it; for these few lessons, and for the runs that
 * had one of them last, the deliveries are asked.
 */
export async function readStandings(db: Database, asked: Asked): Promise<{ groups: Standing[]; finished: number }> {
  const { courseId, lessons, change } = asked;
  const lateIds = lateLessons(lessons, change);
  const places = await countPlaces(db, { courseId });
  const exact = await countOutOfOrder(db, { courseId, lateIds });
  const had = new Map<number, ReadonlyMap<number | null, number>>();
  for (const lessonId of askedLessons(asked, lateIds)) {
    had.set(lessonId, await countHad(db, { courseId, lessonId, lateIds }));
  }
  const byPlace = new Map<number | null, number>();
  const add = (reachedId: number | null, runs: number) => byPlace.set(reachedId, (byPlace.get(reachedId) ?? 0) + runs);
  for (const { state, reachedId, runs } of places) if (state !== "finished") add(reachedId, runs);
  for (const { reachedId, runs } of exact) add(reachedId, -runs);
  const groups: Standing[] = [
    ...exact.map(({ reachedId, hadIds, runs }) => ({ reachedId, hadIds, had: new Map(), runs })),
    ...[...byPlace].map(([reachedId, runs]) => ({ reachedId, hadIds: null, had: hadAt(had, reachedId), runs })),
  ];
  const finished = places.filter(({ state }) => state === "finished").reduce((total, { runs }) => total + runs, 0);
  return { groups: groups.filter(({ runs }) => runs > 0), finished };
}

function hadAt(had: ReadonlyMap<number, ReadonlyMap<number | null, number>>, reachedId: number | null) {
  return new Map([...had].map(([lessonId, byPlace]) => [lessonId, byPlace.get(reachedId) ?? 0]));
}

/** Lessons that may have reached somebody after one that stands behind them. */
function lateLessons(lessons: readonly Lesson[], { moved }: OrderChange): number[] {
  const moving = new Set(moved.map(({ key }) => key));
  return lessons.filter((lesson) => joinedLate(lesson, lessons) || moving.has(lesson.key)).map(({ id }) => id);
}

function joinedLate({ firstPublishedAt, rejoinedAt, movedAt }: Lesson, lessons: readonly Lesson[]): boolean {
  const firstMs = Math.min(...lessons.map((lesson) => lesson.firstPublishedAt.getTime()));
  return firstPublishedAt.getTime() > firstMs || rejoinedAt !== null || movedAt !== null;
}

/** Those that the change is about and whose place does not tell who had them: they come back, or joined late. */
function askedLessons({ lessons, change }: Asked, lateIds: readonly number[]): number[] {
  const added = new Set(change.added.map(({ key }) => key));
  const others = new Set([...change.retired, ...change.moved].map(({ key }) => key));
  return lessons
    .filter(({ id, key }) => added.has(key) || (others.has(key) && lateIds.includes(id)))
    .map(({ id }) => id);
}
