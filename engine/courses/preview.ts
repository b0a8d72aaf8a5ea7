import { type Course, findCourseBySlug, type Lesson, listLessons } from "../../db/catalogue.ts";
import { listEnrolmentsOfReader } from "../../db/enrolments.ts";
import type { HadLesson } from "../../db/planning.ts";
import { readReader } from "../../db/readers.ts";
import type { DeliveryValues } from "../../db/schema/deliveries.ts";
import { searchReaders } from "../../db/studio/search.ts";
import type { Context } from "../context.ts";
import { preparedVersion } from "../fillers.ts";
import { lessonValues, variantFor } from "../lesson-values.ts";
import { liveLessons, type Passage, passageOf, readPassage, untouched } from "../passage.ts";
import { visitorLinks } from "../web-links.ts";

/** Names that a letter must bear, beside an ordinary one and none. */
export const sampleNames = {
  named: "Ines",
  unnamed: null,
  longest: "Maximiliana Konstantina Theodora von Hohenberg-Wittelsbach zu Lichtenau und Oberstaufen-Rothenburg",
  rtl: "מיכל بنت عبد الرحمن",
} as const;
export type SampleName = keyof typeof sampleNames;

/** How somebody might stand who gets this lesson. */
export const sampleProgress = ["every day done", "one missed", "none done", "done today"] as const;
export type SampleProgress = (typeof sampleProgress)[number];

/** As whom a lesson is looked at: somebody made up, or a reader of this site. */
export type SeenAs = { name: SampleName; progress: SampleProgress } | { readerId: number };

export type LessonPreview = {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** Of the html, with these values. */
  sizeBytes: number;
  /** Who it is shown for, in words. */
  shownFor: string;
  /** Whether it greets this name; a lesson that places none looks the same for all. */
  greets: boolean;
};

export type PreviewPage = { course: Course; lesson: Lesson; day: number | null; preview: LessonPreview };

/** A lesson as somebody would see it. It makes no delivery; its links lead to the site. Null for an unknown lesson. */
export async function previewLesson(
  context: Context,
  input: { slug: string; key: string; as: SeenAs },
): Promise<PreviewPage | null> {
  const course = await findCourseBySlug(context.db, { slug: input.slug });
  if (!course) return null;
  const lessons = await listLessons(context.db, { courseId: course.id });
  const lesson = lessons.find(({ key }) => key === input.key);
  if (!lesson) return null;
  const place = liveLessons({ lessons }).indexOf(lesson);
  const preview = await previewFor(context, { ...input, course, lessons, lesson });
  return { course, lesson, day: place === -1 ? null : place + 1, preview };
}

/** Readers to look as, by part of a name or address. */
export async function findSomebody(context: Context, input: { text: string }) {
  return searchReaders(context.db, { ...input, limit: 8 });
}

type Asked = { as: SeenAs; course: Course; lessons: readonly Lesson[]; lesson: Lesson };

async function previewFor(context: Context, asked: Asked): Promise<LessonPreview> {
  const { lesson } = asked;
  const { passage, name, shownFor } = await whoIsMeant(context, asked);
  const values = lessonValues({ passage, lesson, name });
  const filled = await fillFor(context, { versionId: lesson.versionId, name, values });
  const greets = name !== null && filled.text.includes(name);
  return { ...filled, sizeBytes: Buffer.byteLength(filled.html), shownFor, greets };
}

/** Fills a version as a preview or a test shows it: with nobody's links and no pixel. */
async function fillFor(context: Context, input: { versionId: number; name: string | null; values: DeliveryValues }) {
  const version = await preparedVersion(context, input.versionId);
  const { values, choices } = input.values;
  return version.filler(variantFor(input.name)).fill({
    values: { ...visitorLinks(context), ...values },
    choices: { "open.pixel": "off", ...choices },
    linkUrl: (number) => version.links[number] ?? context.settings.siteUrl,
  });
}

type Meant = { passage: Passage; name: string | null; shownFor: string };

async function whoIsMeant(context: Context, asked: Asked): Promise<Meant> {
  const { as } = asked;
  if (!("readerId" in as)) return madeUp(asked, as);
  const reader = await readReader(context.db, { id: as.readerId });
  if (!reader || reader.erasedAt !== null) return madeUp(asked, { name: "named", progress: "every day done" });
  const runs = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const run = runs.filter(({ courseId }) => courseId === asked.course.id).at(-1);
  const { name } = reader;
  const who = name ?? reader.address;
  if (run)
    return {
      name,
      passage: await readPassage(context.db, { ...reader, ...run }),
      shownFor: `${who}, as they stand now`,
    };
  const { passage } = madeUp(asked, { name: "named", progress: "every day done" });
  return { name, passage, shownFor: `${who}, who is not in this course: as if every day before were done` };
}

function madeUp(asked: Asked, as: { name: SampleName; progress: SampleProgress }): Meant {
  return { name: sampleNames[as.name], passage: imaginePassage(asked, as.progress), shownFor: "somebody made up" };
}

/** Somebody who was sent every lesson up to this one, and did what `progress` says. */
function imaginePassage({ course, lessons, lesson }: Asked, progress: SampleProgress): Passage {
  const live = liveLessons({ lessons });
  const upTo = live.slice(0, live.indexOf(lesson) + 1);
  const before = upTo.slice(0, -1);
  const had = upTo.map(({ id }, index): HadLesson => {
    const at = new Date(index * 86_400_000);
    return { enrolmentId: 1, lessonId: id, slotAt: at, hadAt: at, startedByConfirming: false };
  });
  const done = { "every day done": before, "one missed": before.toSpliced(-2, 1), "none done": [], "done today": upTo };
  const completed = new Map(done[progress].map(({ id }) => [id, null]));
  const row = {
    id: 1,
    readerId: 1,
    courseId: course.id,
    weekdays: 127,
    everyDays: 1,
    confirmedAt: new Date(0),
    zone: "UTC",
    sendMinute: 420,
  };
  return passageOf({ row, course, lessons, all: had, touched: { ...untouched, completed }, isRestart: false });
}
