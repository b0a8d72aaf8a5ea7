import {
  claimDueEnrolments,
  type DueEnrolment,
  giveNextSteps,
  type NextStep,
  type PlannedLesson,
  planLessons,
} from "../db/planning.ts";
import { addDays, localDay } from "../domain/calendar.ts";
import { type Due, mayBegin, missedDue, nextDue, windowOf } from "../domain/schedule.ts";
import type { Context } from "./context.ts";
import { readTurns, type Turns } from "./daily-budget.ts";
import { finish } from "./finish.ts";
import { lessonValues, variantFor } from "./lesson-values.ts";
import { nextStep, waitsForCompletion } from "./move-on.ts";
import { nextOn, type Passage, readPassages } from "./passage.ts";

/** Rows a claim: measured flat from 1,000 to 5,000; smaller claims make room for the other lanes sooner. */
const claimLimit = 2_000;

type Verdict =
  | { kind: "lesson"; lesson: PlannedLesson }
  | { kind: "later"; step: NextStep }
  | { kind: "finished"; enrolmentId: number };

/**
 * Turns enrolments that are due into queued deliveries, up to one claim. Returns how many it looked at; zero means that
 * nothing is due. A crash before its COMMIT leaves everything as it was.
 */
export async function plan(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt } = await context.clocks.read(tx);
    const due = await claimDueEnrolments(tx, { now: calendarAt, limit: claimLimit });
    const passages = await readPassages(tx, due);
    const turns = await readTurns(tx, { readers: due, now: calendarAt });
    const verdicts = due.map((row) => judge({ row, passage: passageFor(passages, row.id), turns, now: calendarAt }));
    await planLessons(tx, {
      lessons: verdicts.flatMap((verdict) => (verdict.kind === "lesson" ? [verdict.lesson] : [])),
      plannedAt: calendarAt,
    });
    await giveNextSteps(tx, {
      steps: verdicts.flatMap((verdict) => (verdict.kind === "later" ? [verdict.step] : [])),
    });
    for (const verdict of verdicts) {
      if (verdict.kind === "finished") {
        await finish(tx, { passage: passageFor(passages, verdict.enrolmentId), now: calendarAt });
      }
    }
    return due.length;
  });
}

function passageFor(passages: Map<number, Passage>, id: number): Passage {
  const passage = passages.get(id);
  if (!passage) throw new Error(`enrolment ${id} has no passage`);
  return passage;
}

function judge(asked: { row: DueEnrolment; passage: Passage; turns: Turns; now: Date }): Verdict {
  const { row, passage, now } = asked;
  const { rhythm, last } = passage;
  const slotAt = row.nextSlotAt;
  const startedByConfirming = slotAt.getTime() === row.confirmedAt.getTime();
  const may = mayBegin({ rhythm, slotAt, last, now, startedByConfirming });
  if (may !== "yes") return later(passage, (may === "closed" ? missedDue : nextDue)({ rhythm, last, now }));
  const next = nextOn(passage, slotAt);
  if (!next) return { kind: "finished", enrolmentId: row.id };
  // "Not done after all", since this time was given: the gate is shut again.
  if (waitsForCompletion(passage)) return { kind: "later", step: nextStep(passage, now) };
  if (!asked.turns.has({ readerId: row.readerId, enrolmentId: row.id, slotAt })) {
    return later(passage, nextDue({ rhythm, last, now, fromDay: addDays(localDay(slotAt, rhythm.zone), 1) }));
  }
  return {
    kind: "lesson",
    lesson: {
      readerId: row.readerId,
      courseId: row.courseId,
      enrolmentId: row.id,
      lessonId: next.id,
      versionId: next.versionId,
      variant: variantFor(row.name),
      values: lessonValues({ passage, lesson: next, name: row.name }),
      dueAt: now,
      slotAt,
      closesAt: windowOf({ rhythm, slotAt }).closesAt,
    },
  };
}

/** Where nothing comes any more by then, as after the last day of a cohort, the run is over now. */
function later(passage: Passage, due: Due): Verdict {
  const { enrolmentId } = passage;
  if (nextOn(passage, due.slotAt) === null) return { kind: "finished", enrolmentId };
  return { kind: "later", step: { enrolmentId, kind: "due", nextSendAt: due.dueAt, nextSlotAt: due.slotAt } };
}
