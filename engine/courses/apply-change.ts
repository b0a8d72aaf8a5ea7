import { type Course, findCoursesById, listLessons } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { type PendingChange, readPendingChange } from "../../db/pending-changes.ts";
import type { Meeting } from "../../db/publish.ts";
import { listSleepingRhythms, wakeFinished } from "../../db/studio/waking.ts";
import { contradictionIn, withSettings } from "../../domain/course-settings.ts";
import { type OrderChange, orderChange } from "../../domain/order-change.ts";
import type { Audience } from "../../domain/pacing.ts";
import { firstDue } from "../../domain/schedule.ts";
import { liveLessons, skipsToToday } from "../passage.ts";
import { type OrderImpact, readImpact } from "./impact.ts";
import { describeCourse, type Placed, placePlan } from "./place-plan.ts";

/** What an author decides about a new order: for whom each added lesson is, and whether those who finished get them. */
export type OrderChoices = { audiences: Readonly<Record<string, Audience>>; wake: boolean };

export type AppliedChange =
  | { kind: "applied"; course: Course; impact: OrderImpact; placed: Placed; woken: number }
  /** Another publishing has put a change of its own in the place of the one that was looked at. */
  | { kind: "replaced" }
  | { kind: "contradiction"; message: string }
  | { kind: "unknown" };

type Applying = { courseId: number; sourceHash: string | null; choices: OrderChoices; now: Date };

/**
 * Puts a waiting order in its place. To be called in a transaction that holds the publishing lock, so that what was
 * looked at is what is applied. `sourceHash` names it; null takes whichever waits.
 */
export async function applyChange(db: Database, input: Applying): Promise<AppliedChange> {
  const { courseId, sourceHash, choices, now } = input;
  const pending = await readPendingChange(db, { courseId });
  const course = (await findCoursesById(db, { ids: [courseId] })).get(courseId);
  if (!pending || !course) return { kind: sourceHash === null ? "unknown" : "replaced" };
  if (sourceHash !== null && pending.sourceHash !== sourceHash) return { kind: "replaced" };
  const facts = withSettings(pending.plan.declared, course.settings);
  const found = contradictionIn(facts);
  if (found) return { kind: "contradiction", message: `${found.path}: ${found.message}` };
  const impact = await readImpact(db, { course, plan: pending.plan });
  const meetings = await meetingsOf(db, { course, pending, choices });
  await describeCourse(db, { ...course, ...pending, declared: pending.plan.declared, facts, now });
  const placed = await placePlan(db, { courseId, plan: pending.plan, meetings, now });
  const woken = choices.wake && !impact.byCalendar ? await wake(db, { courseId, now }) : 0;
  return { kind: "applied", course, impact, placed, woken };
}

async function meetingsOf(
  db: Database,
  { course, pending, choices }: { course: Course; pending: PendingChange; choices: OrderChoices },
): Promise<Map<string, Meeting>> {
  const lessons = await listLessons(db, { courseId: course.id });
  const change = orderChange({ from: liveLessons({ lessons }), to: pending.plan.lessons });
  return new Map([...joining(change, { course, choices }), ...change.moved.map(({ key }) => [key, "moves"] as const)]);
}

/** Where the calendar says which lesson a day has, there is nothing to choose. */
function joining(
  { added }: OrderChange,
  { course, choices }: { course: Course; choices: OrderChoices },
): (readonly [string, Meeting])[] {
  const isFree = !skipsToToday(course);
  return added.map(({ key }) => [key, { joins: (isFree && choices.audiences[key]) || "ahead" }] as const);
}

/** Whoever is woken by somebody else is not written to before their own next hour. */
async function wake(db: Database, { courseId, now }: { courseId: number; now: Date }): Promise<number> {
  const slots = (await listSleepingRhythms(db, { courseId })).map((sleeping) => {
    const rhythm = { ...sleeping, everyDays: 1 };
    const { dueAt, slotAt } = firstDue({ start: "next send time", rhythm, confirmedAt: now, last: null });
    return { ...sleeping, dueAt, slotAt };
  });
  return wakeFinished(db, { courseId, slots });
}
