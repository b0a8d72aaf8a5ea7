import { type Course, findCourseBySlug } from "../../db/catalogue.ts";
import { listPendingChanges, type PendingChange, readPendingChange } from "../../db/pending-changes.ts";
import { lockPublishing } from "../../db/publish.ts";
import { wakeWorkers } from "../../db/wake.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";
import { type AppliedChange, applyChange, type OrderChoices } from "./apply-change.ts";
import { type OrderImpact, readImpact } from "./impact.ts";
import { impactWords } from "./impact-words.ts";

export type WaitingOrder = { course: Course; change: PendingChange; impact: OrderImpact };

/** The new order that waits for this course, with whom it meets at this moment; null where none does. */
export async function readWaitingOrder(context: Context, input: { slug: string }): Promise<WaitingOrder | null> {
  const course = await findCourseBySlug(context.db, input);
  const change = course && (await readPendingChange(context.db, { courseId: course.id }));
  if (!course || !change) return null;
  return { course, change, impact: await readImpact(context.db, { course, plan: change.plan }) };
}

/** The slugs of the courses for which an order waits. */
export async function listWaitingOrders(context: Context): Promise<{ slug: string; title: string; foundAt: Date }[]> {
  const changes = await listPendingChanges(context.db);
  return changes.map(({ slug, title, foundAt }) => ({ slug, title, foundAt }));
}

type Applying = {
  author: { id: string; name: string };
  courseId: number;
  sourceHash: string;
  choices: OrderChoices;
};

/** Puts the order in place that its author looked at, and notes who said so and whom it met. */
export function applyWaitingOrder(context: Context, input: Applying): Promise<AppliedChange> {
  const { author, ...applying } = input;
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await lockPublishing(tx);
    const applied = await applyChange(tx, { ...applying, now });
    if (applied.kind !== "applied") return applied;
    const { audiences } = applying.choices;
    const what = [
      ...impactWords(applied.impact),
      ...Object.entries(audiences).map(([key, audience]) => `${key}: ${audienceWords[audience]}.`),
      ...(applied.woken > 0 ? [`${applied.woken} who had finished were woken.`] : []),
    ].join(" ");
    await recordAct(tx, { author, act: "order applied", now, courseId: applying.courseId, facts: { what } });
    await wakeWorkers(tx);
    return applied;
  });
}

const audienceWords = { new: "new readers only", ahead: "everyone not past it", all: "also those past it" } as const;
