import { z } from "zod";
import { noticeKinds } from "../../db/schema/courses.ts";
import type { CourseDescription } from "../../domain/course-description.ts";
import { contradictionIn, settable, settableOrNot } from "../../domain/course-settings.ts";
import { type MuscleGroup, muscleGroups } from "../../domain/muscles.ts";
import type { LessonDescription, NoticeDescription } from "../../emails/parts/props.ts";
import { Refusal } from "./refusal.ts";

const words = z.string().trim().min(1);
const lines = z.array(words).min(1);
const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");

/** What an author's files must say of themselves. Unknown properties are refused: a misspelt one would be lost in silence. */
const courseSchema = z
  .strictObject({
    title: words.max(100),
    promise: words,
    summary: words,
    forWhom: lines,
    needs: lines,
    smallPrint: lines,
    coach: z.strictObject({ name: words, role: words, about: words }),
    weeks: z.array(z.strictObject({ title: words, aim: words, lessons: z.array(key).min(1).max(14) })).min(1),
    rhythm: words,
    ...settableOrNot,
    start: settable.start,
    gate: settable.gate,
    sendTime: settable.sendTime,
    order: z.number().int(),
  })
  .superRefine((course, { addIssue }) => {
    const found = contradictionIn(course);
    if (found) addIssue({ code: "custom", path: [found.path], message: found.message });
  }) satisfies z.ZodType<CourseDescription>;

const muscle = z.enum(Object.keys(muscleGroups) as [MuscleGroup, ...MuscleGroup[]]);

const lessonSchema = z.strictObject({
  title: words.max(100),
  subject: words.max(200),
  preheader: words,
  kind: z.enum(["training", "rest", "mobility"]),
  minutes: z.number().int().min(0).max(180),
  // Of the moves, publishing needs the muscles; what else they say is the template's business.
  work: z.record(z.string(), z.looseObject({ move: z.looseObject({ muscles: z.array(muscle).min(1) }) })),
});

const line = z.union([words, z.custom<(...given: never[]) => string>((given) => typeof given === "function")]);
const noticeSchema = z.strictObject({ kind: z.enum(noticeKinds), subject: line, preheader: line });

export function readCourse(file: string, exported: unknown): CourseDescription {
  return readDescription(courseSchema, { file, name: "course", exported });
}

export function readLesson(file: string, exported: unknown): LessonDescription {
  readDescription(lessonSchema, { file, name: "lesson", exported });
  return exported as LessonDescription; // Checked in the line above, which must not copy the moves.
}

export function readNotice(file: string, exported: unknown): NoticeDescription {
  readDescription(noticeSchema, { file, name: "notice", exported });
  return exported as NoticeDescription; // Checked in the line above; its functions take what notices take.
}

/** The muscle groups that a lesson's moves train, each once. */
export function musclesOf(lesson: LessonDescription): MuscleGroup[] {
  return [...new Set(Object.values(lesson.work).flatMap(({ move }) => move.muscles))];
}

/** What a file says of itself, or a `Refusal` that names what is wrong with it. */
export function readDescription<Description>(
  schema: z.ZodType<Description>,
  { file, name, exported }: { file: string; name: string; exported: unknown },
): Description {
  if (exported === undefined) throw new Refusal(file, `does not export "${name}", which says what it is.`);
  const read = schema.safeParse(exported);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path.length ? `${name}.${issue.path.join(".")}` : name;
  throw new Refusal(file, `has a fault in ${path}: ${issue?.message ?? "it is not understood"}.`);
}
