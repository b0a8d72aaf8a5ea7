import type { Database } from "../db/connect.ts";
import { type DueContender, type HadOfCourse, listDueContenders, listHadOfCourses } from "../db/turns.ts";
import { localDay } from "../domain/calendar.ts";
import { windowOf } from "../domain/schedule.ts";
import { inTurn } from "../domain/turns.ts";

/** What a reader's budget is read from. */
export type BudgetRow = {
  readerId: number;
  dailyBudget: number | null;
  zone: string;
  sendMinute: number;
};

export type Turns = {
  /** Whether the day of this slot has room for this course: rule 8. True for everybody without a budget. */
  has(asked: { readerId: number; enrolmentId: number; slotAt: Date }): boolean;
};

/** Every slot that may still be served lies within two days of now, wherever the reader has flown. */
const recentMs = 3 * 86_400_000;

/**
 * Reads whose turn it is among the courses of each reader who wants only so many lessons a day. Planning asks to spare
 * itself work; composing asks under the reader's lock, where no other lesson of theirs can begin, and its word counts.
 * Courses compete that are due at this moment, whether planned already or not, so that it does not matter which worker
 * comes first to which of them. Two queries, and none where nobody has a budget.
 */
export async function readTurns(db: Database, input: { readers: readonly BudgetRow[]; now: Date }): Promise<Turns> {
  const budgeted = new Map(
    input.readers.flatMap((row) =>
      row.dailyBudget === null ? [] : [[row.readerId, { ...row, budget: row.dailyBudget }]],
    ),
  );
  if (budgeted.size === 0) return { has: () => true };
  const readerIds = [...budgeted.keys()];
  const sinceAt = new Date(input.now.getTime() - recentMs);
  const had = Map.groupBy(await listHadOfCourses(db, { readerIds, sinceAt }), (row) => row.readerId);
  const due = Map.groupBy(await listDueContenders(db, { readerIds, now: input.now }), (row) => row.readerId);
  return {
    has({ readerId, enrolmentId, slotAt }) {
      const reader = budgeted.get(readerId);
      if (!reader) return true;
      const own = { had: had.get(readerId) ?? [], due: due.get(readerId) ?? [] };
      return turnsOn({ reader, ...own, slotAt, now: input.now }).has(enrolmentId);
    },
  };
}

function turnsOn(asked: {
  reader: BudgetRow & { budget: number };
  had: readonly HadOfCourse[];
  due: readonly DueContender[];
  slotAt: Date;
  now: Date;
}): Set<number> {
  const { reader, had, now } = asked;
  const day = localDay(asked.slotAt, reader.zone);
  const isOnDay = (slotAt: Date) => localDay(slotAt, reader.zone) === day;
  const contenders = asked.due
    .filter(({ slotAt }) => isOnDay(slotAt) && now <= windowOf({ rhythm: reader, slotAt }).closesAt)
    .map(({ enrolmentId, courseId, isChosen }) => {
      const last = had.find((one) => one.courseId === courseId);
      const lastDay = last ? localDay(last.lastSlotAt, reader.zone) : null;
      return { id: enrolmentId, isChosen, lastDay, hadLessons: last?.lessons ?? 0 };
    });
  const taken = had.flatMap(({ recentSlotsAt }) => recentSlotsAt.filter(isOnDay)).length;
  return inTurn({ budget: reader.budget, taken, contenders });
}
