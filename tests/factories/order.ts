import { listLessons } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { holdChange } from "../../db/pending-changes.ts";
import { readCurrentVersions, storeVersion } from "../../db/publish.ts";
import type { CourseDescription } from "../../domain/course-description.ts";
import type { CompiledForm } from "../../domain/version.ts";

/**
 * Lets an order of lessons wait as publishing would have left it, each lesson compiled anew for its new day: those known
 * by their keys, and any other as a training of that name. Returns the hash that names the change.
 */
export async function waitingOrder(
  db: Database,
  input: { course: { id: number; facts: CourseDescription }; keys: readonly string[]; foundAt: Date },
): Promise<string> {
  const { course, keys, foundAt } = input;
  const known = await listLessons(db, { courseId: course.id });
  const lessons = [];
  for (const [index, key] of keys.entries()) {
    const { title, kind, minutes, muscles } = known.find((lesson) => lesson.key === key) ?? { ...fresh, title: key };
    const place = { key, position: index + 1, week: Math.ceil((index + 1) / 7) };
    const versionId = await versionOf(db, { courseId: course.id, ...place, createdAt: foundAt });
    lessons.push({ ...place, title, kind, minutes, muscles, versionId });
  }
  const sourceHash = keys.join(" ");
  const notices = [...(await readCurrentVersions(db, { courseId: course.id })).notices];
  await holdChange(db, {
    courseId: course.id,
    plan: { declared: course.facts, lessons, notices: notices.map(([kind, versionId]) => ({ kind, versionId })) },
    sourceHash,
    foundAt,
  });
  return sourceHash;
}

const fresh = { kind: "training" as const, minutes: 8, muscles: ["core"] };

type Compiling = { courseId: number; key: string; position: number; createdAt: Date };

function versionOf(db: Database, { courseId, key, position, createdAt }: Compiling): Promise<number> {
  const subject = `Day ${position}: ${key}`;
  const body = [`${subject} `, { slot: "links.leave" }, " ", { slot: "site.postalAddress" }];
  const form: CompiledForm = { subject: [subject], preheader: [key], html: body, text: body, web: body };
  return storeVersion(db, {
    courseId,
    owner: { lessonKey: key, notice: null },
    contentHash: subject,
    compiled: { forms: { named: form, unnamed: form }, links: [], slots: [] },
    createdAt,
  });
}
