import { addDays, type Day } from "./calendar.ts";
import { allows, type Rhythm } from "./rhythm.ts";

/** A course of a reader with a daily budget, and where it stands in the row of those that want the same day. */
export type Contender = {
  id: number;
  /** Confirming counts as choosing it: its Day 1 goes out whatever the budget says, and takes its place in it. */
  isChosen: boolean;
  /** The date of this course's last lesson; null where it has had none yet. */
  lastDay: Day | null;
  hadLessons: number;
};

/**
 * Whose turn it is on a day of which `taken` places are taken: as many contenders as there is room for, those whose last
 * lesson lies longest ago first, so that none starves; of two from one day the one that has had fewer.
 */
export function inTurn(asked: { budget: number; taken: number; contenders: readonly Contender[] }): Set<number> {
  const { budget, taken, contenders } = asked;
  const room = Math.max(0, budget - taken);
  const row = [...contenders].sort(byTurn);
  return new Set(row.filter(({ isChosen }, place) => isChosen || place < room).map(({ id }) => id));
}

function byTurn(one: Contender, other: Contender): number {
  if (one.isChosen !== other.isChosen) return one.isChosen ? -1 : 1;
  const [last, otherLast] = [one.lastDay ?? "", other.lastDay ?? ""];
  if (last !== otherLast) return last < otherLast ? -1 : 1;
  return one.hadLessons - other.hadLessons || one.id - other.id;
}

/** What foreseeing needs beyond: from which day on a course wants its next lesson, and how many are still to come. */
export type Waiting = Contender & { rhythm: Rhythm; fromDay: Day; lessonsLeft: number };

/** Bounds a search that ends much earlier: even of twenty courses with one weekday each, every one has its turn in it. */
const foreseenDays = 400;

/**
 * On which day each course has its turn if nothing changes: day by day the same rule as `inTurn`. `takenOn` says how many
 * places of a day are taken already. A course whose turn lies beyond the search is left out.
 */
export function foreseeTurns(asked: {
  budget: number;
  waiting: readonly Waiting[];
  takenOn: ReadonlyMap<Day, number>;
}): Map<number, Day> {
  const turns = new Map<number, Day>();
  let waiting = asked.waiting;
  let day = waiting.map(({ fromDay }) => fromDay).sort()[0] ?? "";
  for (let ahead = 0; ahead < foreseenDays && turns.size < asked.waiting.length; ahead += 1) {
    const today = day;
    const contenders = waiting.filter(({ fromDay, rhythm }) => fromDay <= today && allows(rhythm, today));
    const served = inTurn({ budget: asked.budget, taken: asked.takenOn.get(today) ?? 0, contenders });
    for (const id of served) if (!turns.has(id)) turns.set(id, today);
    waiting = waiting.flatMap((one) => (served.has(one.id) ? servedOn(one, today) : [one]));
    day = addDays(today, 1);
  }
  return turns;
}

function servedOn(one: Waiting, day: Day): Waiting[] {
  const lessonsLeft = one.lessonsLeft - 1;
  if (lessonsLeft <= 0) return [];
  const fromDay = addDays(day, one.rhythm.everyDays);
  return [{ ...one, isChosen: false, lastDay: day, hadLessons: one.hadLessons + 1, fromDay, lessonsLeft }];
}
