import type { Database } from "../db/connect.ts";
import type { Reader } from "../db/readers.ts";
import { type HadOfCourse, listHadOfCourses } from "../db/turns.ts";
import { addDays, type Day, localDay, weekdayOf } from "../domain/calendar.ts";
import { slotOn } from "../domain/rhythm.ts";
import { foreseeTurns, type Waiting } from "../domain/turns.ts";
import { dueOf } from "./due.ts";
import { dayOf } from "./lesson-values.ts";
import type { Run } from "./next-up.ts";
import { nextOn } from "./passage.ts";

/** When a course has its turn; `waits` is a sentence where it would have come earlier but for the others. */
export type ForeseenTurn = { slotAt: Date; dueAt: Date; waits: string | null };

type Asked = { reader: Reader; runs: readonly Run[]; now: Date };

/** A week is what the words speak of, and two days more for whoever flies. */
const lookedBackMs = 9 * 86_400_000;

/** Whose turn is when, for a reader who wants only so many lessons a day; empty for everybody else. */
export async function foreseeBudget(db: Database, asked: Asked): Promise<Map<number, ForeseenTurn>> {
  const { reader, runs, now } = asked;
  const budget = reader.dailyBudget;
  if (budget === null) return new Map();
  const sinceAt = new Date(now.getTime() - lookedBackMs);
  const had = await listHadOfCourses(db, { readerIds: [reader.id], sinceAt });
  const dayOfSlot = (at: Date) => localDay(at, reader.zone);
  const takenOn = new Map<Day, number>();
  for (const at of had.flatMap(({ recentSlotsAt }) => recentSlotsAt)) {
    takenOn.set(dayOfSlot(at), (takenOn.get(dayOfSlot(at)) ?? 0) + 1);
  }
  const waiting = runs.filter(
    ({ enrolment, passage }) => enrolment.wait === null && !isStuck(enrolment) && passage.ahead.length > 0,
  );
  const days = foreseeTurns({ budget, takenOn, waiting: waiting.map((run) => waitingOf(run, { had, reader, now })) });
  const turns = new Map<number, ForeseenTurn>();
  for (const run of waiting) {
    const turn = turnOf(run, { ...asked, days, budget });
    if (turn) turns.set(run.enrolment.id, turn);
  }
  return turns;
}

/** A pause without an end, or one that is not the reader's to end. */
function isStuck({ state, resumeDay }: Run["enrolment"]): boolean {
  return state === "paused" && resumeDay === null;
}

function waitingOf(run: Run, asked: { had: readonly HadOfCourse[]; reader: Reader; now: Date }): Waiting {
  const { enrolment, passage } = run;
  const { reader, now } = asked;
  const last = asked.had.find(({ courseId }) => courseId === enrolment.courseId);
  const slotAt = slotOf(run, now);
  return {
    id: enrolment.id,
    isChosen: slotAt.getTime() === enrolment.confirmedAt?.getTime(),
    lastDay: last ? localDay(last.lastSlotAt, reader.zone) : null,
    hadLessons: last?.lessons ?? 0,
    rhythm: passage.rhythm,
    fromDay: localDay(slotAt, reader.zone),
    lessonsLeft: passage.ahead.length,
  };
}

/** The slot that the run stands at; of a lesson that is on its way already, which is counted, the one after it. */
function slotOf({ enrolment, passage, open }: Run, now: Date): Date {
  const { confirmedAt, resumeDay, resumeAt } = enrolment;
  const planned = enrolment.nextSlotAt ?? (open?.state === "queued" && open.dueAt !== null ? open.slotAt : null);
  if (planned) return planned;
  if (resumeDay === null || resumeAt === null) return dueOf(passage, { confirmedAt, now }).slotAt;
  return dueOf(passage, { confirmedAt, now: resumeAt > now ? resumeAt : now, fromDay: resumeDay }).slotAt;
}

function turnOf(run: Run, asked: Asked & { days: ReadonlyMap<number, Day>; budget: number }): ForeseenTurn | null {
  const { enrolment, passage, open } = run;
  const day = asked.days.get(enrolment.id);
  const slot = day === undefined ? null : slotOn(passage.rhythm, day);
  if (day === undefined || !slot || enrolment.state !== "active" || open?.state === "batched") return null;
  const plain = dueOf(passage, { confirmedAt: enrolment.confirmedAt, now: asked.now });
  const plainDay = localDay(plain.slotAt, passage.rhythm.zone);
  const waits = day > plainDay ? waitsWords({ ...asked, run, plainDay }) : null;
  return { slotAt: slot.slotAt, dueAt: slot.sendAt, waits };
}

const lists = new Intl.ListFormat("en-US", { type: "conjunction" });
const numberWords = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** "Waits its turn: you asked for one lesson a day, and today's is Warm Up, Day 3." */
function waitsWords(
  asked: Asked & { run: Run; plainDay: Day; days: ReadonlyMap<number, Day>; budget: number },
): string {
  const { run, runs, plainDay, days, budget, reader, now } = asked;
  const others = runs.filter((other) => other !== run);
  const names = others.flatMap((other) => lessonsOn(other, { day: plainDay, turn: days.get(other.enrolment.id) }));
  const asks = `Waits its turn: you asked for ${budget === 1 ? "one lesson" : `${numberWords[budget] ?? budget} lessons`} a day`;
  if (names.length === 0) return `${asks}.`;
  return `${asks}, and ${whose(plainDay, localDay(now, reader.zone))} ${names.length === 1 ? "is" : "are"} ${lists.format(names)}.`;
}

/** What a course has on a day: sent already, or foreseen. */
function lessonsOn({ passage }: Run, { day, turn }: { day: Day; turn: Day | undefined }): string[] {
  const { rhythm, lessons, course, had } = passage;
  const sent = had.find(({ slotAt }) => localDay(slotAt, rhythm.zone) === day);
  const slot = turn === day ? slotOn(rhythm, day) : null;
  const lesson = sent ? lessons.find(({ id }) => id === sent.lessonId) : slot && nextOn(passage, slot.slotAt);
  return lesson ? [`${course.facts.title}, Day ${dayOf(passage, lesson)}`] : [];
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function whose(day: Day, today: Day): string {
  if (day === today) return "today’s";
  if (day === addDays(today, 1)) return "tomorrow’s";
  return `${weekdays[weekdayOf(day) - 1]}’s`;
}
