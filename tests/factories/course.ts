import type { Database } from "../../db/connect.ts";
import { course, lesson, type NoticeKind, notice, noticeKinds, version } from "../../db/schema/courses.ts";
import type { CourseDescription } from "../../domain/course-description.ts";
import type { Compiled, CompiledForm } from "../../domain/version.ts";
import type { LessonKind } from "../../emails/parts/props.ts";

export type CourseInput = {
  slug?: string;
  kinds?: readonly LessonKind[];
  publishedAt: Date;
  facts?: Partial<CourseDescription>;
};

/** A published course of short lessons, seven a week, with its notices, as publishing would have left it. */
export async function publishedCourse(db: Database, input: CourseInput): Promise<{ id: number; lessonIds: number[] }> {
  const { slug = "test-course", kinds = ["training", "training", "rest"], publishedAt } = input;
  const [row] = await db
    .insert(course)
    .values({ slug, sourceHash: slug, publishedAt, facts: { ...facts(slug), ...input.facts } })
    .returning();
  if (!row) throw new Error("the course was not stored");
  const lessonIds: number[] = [];
  for (const [index, kind] of kinds.entries()) {
    lessonIds.push(await publishedLesson(db, { courseId: row.id, position: index + 1, kind, publishedAt }));
  }
  for (const kind of noticeKinds) {
    await publishedNotice(db, { courseId: row.id, kind, publishedAt });
  }
  return { id: row.id, lessonIds };
}

export async function publishedLesson(
  db: Database,
  input: { courseId: number; position: number; kind?: LessonKind; key?: string; publishedAt: Date },
): Promise<number> {
  const { courseId, position, kind = "training", publishedAt } = input;
  const key = input.key ?? `lesson-${position}`;
  // A lesson that is inserted later shows one cell only: its place in the week is whatever the test makes of it.
  const compiled = compiledForms(`Day ${position}: ${key}`, weekSlots(input.key ? 1 : position));
  const [stored] = await db
    .insert(version)
    .values({ courseId, lessonKey: key, contentHash: key, compiled, createdAt: publishedAt })
    .returning();
  const [row] = await db
    .insert(lesson)
    .values({
      courseId,
      key,
      position,
      week: Math.ceil(position / 7),
      title: key,
      kind,
      minutes: 8,
      muscles: ["core"],
      versionId: stored?.id ?? 0,
      firstPublishedAt: publishedAt,
    })
    .returning();
  return row?.id ?? 0;
}

async function publishedNotice(
  db: Database,
  { courseId, kind, publishedAt }: { courseId: number; kind: NoticeKind; publishedAt: Date },
): Promise<void> {
  const slots = ["notice.action", "notice.when", ...(ownSlots[kind] ?? [])].map((slot) => ({ slot }));
  const compiled = compiledForms(
    `Notice: ${kind}`,
    slots.flatMap((slot) => [slot, " "]),
  );
  const [stored] = await db
    .insert(version)
    .values({ courseId, notice: kind, contentHash: kind, compiled, createdAt: publishedAt })
    .returning();
  await db.insert(notice).values({ courseId, kind, versionId: stored?.id ?? 0 });
}

/** What some notices say beyond the rest, as their templates do; a value that is not given stops the message. */
const ownSlots: Partial<Record<NoticeKind, readonly string[]>> = {
  nudge: ["notice.lesson"],
  "pause-over": ["notice.lesson", "notice.next"],
  "address-changed": ["notice.address"],
};

function weekSlots(position: number): CompiledForm["html"] {
  const marks = {
    done: ["[done]"],
    missed: ["[open]"],
    frozen: ["[kept]"],
    rest: ["[rest]"],
    coming: ["[to come]"],
    today: ["[today]"],
  };
  const cell = (position - 1) % 7;
  return [
    { slot: "progress.streak" },
    " | ",
    { slot: "progress.done" },
    " | ",
    // The cells up to this lesson's own: a short course has no more.
    ...Array.from({ length: cell + 1 }, (_, index) => ({ choice: `progress.week.${index}`, options: marks })),
  ];
}

function compiledForms(subject: string, body: CompiledForm["html"]): Compiled {
  const links = [
    " ",
    { slot: "links.lesson" },
    " ",
    { slot: "links.leave" },
    " ",
    { slot: "site.postalAddress" },
  ] as const;
  const form = (greeting: CompiledForm["html"]): CompiledForm => ({
    subject: [subject],
    preheader: ["A short line"],
    html: ["<p>", ...greeting, ...body, ...links, "</p>"],
    text: [...greeting, ...body, ...links],
    web: ["<p>", ...body, "</p>"],
  });
  return {
    forms: { named: form(["Hello ", { slot: "reader.name" }, ". "]), unnamed: form(["Hello. "]) },
    links: [],
    slots: [],
  };
}

function facts(slug: string): CourseDescription {
  return {
    title: `The ${slug}`,
    promise: "A promise.",
    summary: "A summary.",
    forWhom: ["Runners"],
    needs: ["A mat"],
    smallPrint: ["Ask a professional."],
    coach: { name: "Ada", role: "Coach", about: "Runs." },
    weeks: [{ title: "Week one", aim: "Begin", lessons: [] }],
    rhythm: "One a day.",
    start: "confirmation",
    gate: "none",
    order: 1,
    sendTime: "07:00",
  };
}
