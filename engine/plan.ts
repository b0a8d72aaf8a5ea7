import type { Database } from "../db/connect.ts";
import { notePastWaits, type PastWait } from "../db/past-waits.ts";
import {
  claimDueEnrolments,
  type DueEnrolment,
  giveNextSteps,
  type NextStep,
  type PlannedLesson,
  planLessons,
} from "../db/planning.ts";
import type { PastWaitReason } from "../db/schema/enrolments.ts";
import { windowOf } from "../domain/schedule.ts";
import type { Context } from "./context.ts";
import { readTurns, type Turns } from "./daily-budget.ts";
import { finish } from "./finish.ts";
import { lessonValues, variantFor } from "./lesson-values.ts";
import { nextStep, waitsForCompletion } from "./move-on.ts";
import { nextOn, type Passage, readPassages } from "./passage.ts";
import { type PutOff, putOffByBudget, putOffByTime } from "./put-offs.ts";

/** Rows a claim: measured flat from 1,000 to 5,000; smaller claims make room for the other lanes sooner. */
const claimLimit = 2_000;

/** `why`: what a page tells of it afterwards, where there is something to tell. */
type Verdict =
  | { kind: "lesson"; lesson: PlannedLesson }
  | { kind: "later"; step: NextStep; why: PastWaitReason | null }
  | { kind: "finished" };

/**
 * Turns enrolments that are due into queued deliveries, up to one claim. Returns how many it looked at; zero means that
 * nothing is due. A crash before its COMMIT leaves everything as it was.
 */
export async function plan(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const due = await claimDueEnrolments(tx, { now, limit: claimLimit });
    const passages = await readPassages(tx, due);
    const judged = due.map((row) => {
      const passage = passageFor(passages, row.id);
      return { row, passage, verdict: judge({ row, passage, now }) };
    });
    await putOff(tx, { judged, now });
    // Asked only now: a run that is over, or has no lesson now, must not take the place of one that has.
    const turns = await readTurns(tx, { readers: due, now });
    const coming = judged.filter(({ verdict }) => verdict.kind === "lesson");
    const decided = coming.map((one) => inTurn(one, { turns, now }));
    const lessons = decided.flatMap(({ verdict }) => (verdict.kind === "lesson" ? [verdict.lesson] : []));
    await planLessons(tx, { lessons, plannedAt: now });
    await putOff(tx, { judged: decided, now });
    return due.length;
  });
}

type Judged = { row: DueEnrolment; passage: Passage; verdict: Verdict };

/** Gives those of these runs that have no lesson now what they have in its place: another time, a wait, or the end. */
async function putOff(tx: Database, { judged, now }: { judged: readonly Judged[]; now: Date }): Promise<void> {
  const steps = judged.flatMap(({ verdict }) => (verdict.kind === "later" ? [verdict.step] : []));
  await giveNextSteps(tx, { steps });
  await notePastWaits(tx, { waits: judged.flatMap(waitOf), now });
  for (const { passage, verdict } of judged) if (verdict.kind === "finished") await finish(tx, { passage, now });
}

function waitOf({ row, verdict }: Judged): PastWait[] {
  if (verdict.kind !== "later" || verdict.why === null || verdict.step.kind !== "due") return [];
  const { id: enrolmentId, readerId, nextSlotAt: fromAt } = row;
  return [{ readerId, enrolmentId, why: verdict.why, fromAt, untilAt: verdict.step.nextSendAt }];
}

/** The same, unless the reader's day has no room for it: then it competes again on its next allowed day. */
function inTurn(judged: Judged, { turns, now }: { turns: Turns; now: Date }): Judged {
  const { row, passage } = judged;
  const { rhythm, last } = passage;
  const slotAt = row.nextSlotAt;
  if (turns.has({ readerId: row.readerId, enrolmentId: row.id, slotAt })) return judged;
  return { ...judged, verdict: later(passage, putOffByBudget({ rhythm, slotAt, last, now })) };
}

function passageFor(passages: Map<number, Passage>, id: number): Passage {
  const passage = passages.get(id);
  if (!passage) throw new Error(`enrolment ${id} has no passage`);
  return passage;
}

function judge({ row, passage, now }: { row: DueEnrolment; passage: Passage; now: Date }): Verdict {
  const { rhythm, last } = passage;
  const slotAt = row.nextSlotAt;
  const startedByConfirming = slotAt.getTime() === row.confirmedAt.getTime();
  const off = putOffByTime({ rhythm, slotAt, last, now, startedByConfirming });
  if (off !== null) return later(passage, off);
  const next = nextOn(passage, slotAt);
  if (!next) return { kind: "finished" };
  // "Not done after all", since this time was given: the gate is shut again.
  if (waitsForCompletion(passage)) return { kind: "later", step: nextStep(passage, now), why: null };
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
function later(passage: Passage, { due, why }: PutOff): Verdict {
  const { enrolmentId } = passage;
  if (nextOn(passage, due.slotAt) === null) return { kind: "finished" };
  return { kind: "later", step: { enrolmentId, kind: "due", nextSendAt: due.dueAt, nextSlotAt: due.slotAt }, why };
}
