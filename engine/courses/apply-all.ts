import { findCoursesById } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { listPendingChanges } from "../../db/pending-changes.ts";
import type { Audience } from "../../domain/pacing.ts";
import { applyChange } from "./apply-change.ts";
import { readImpact } from "./impact.ts";
import { impactWords } from "./impact-words.ts";

/** A new order of a course, and what it means for its readers, sentence by sentence. */
export type ToldChange = { course: string; impact: readonly string[] };

/** Said by an author beforehand, on the command line: for whom a lesson is that joins. */
export type ChosenAudience = { course: string; lesson: string; audience: Audience };

export async function tellPending(db: Database): Promise<ToldChange[]> {
  const pending = await listPendingChanges(db);
  const courses = await findCoursesById(db, { ids: pending.map(({ courseId }) => courseId) });
  const told: ToldChange[] = [];
  for (const { courseId, plan, slug } of pending) {
    const course = courses.get(courseId);
    if (course) told.push({ course: slug, impact: impactWords(await readImpact(db, { course, plan })) });
  }
  return told;
}

/** Applies whatever waits, without waking anybody who has finished. The caller holds the publishing lock. */
export async function applyAll(
  db: Database,
  input: { audiences: readonly ChosenAudience[]; now: Date },
): Promise<ToldChange[]> {
  const told: ToldChange[] = [];
  for (const { courseId, slug } of await listPendingChanges(db)) {
    const own = input.audiences.filter(({ course }) => course === slug);
    const audiences = Object.fromEntries(own.map(({ lesson, audience }) => [lesson, audience]));
    const choices = { audiences, wake: false };
    const applied = await applyChange(db, { courseId, sourceHash: null, choices, now: input.now });
    if (applied.kind === "applied") told.push({ course: slug, impact: impactWords(applied.impact) });
  }
  return told;
}
