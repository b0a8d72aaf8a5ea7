import { listFollows } from "../db/consents.ts";
import { listHandedOver } from "../db/deliveries.ts";
import { type Enrolment, listEnrolmentsOfReader } from "../db/enrolments.ts";
import { type Reader, readReader as readReaderRow } from "../db/readers.ts";
import type { Feeling } from "../db/schema/enrolments.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { type DayMark, freezePhrase } from "../domain/streaks.ts";
import type { LessonKind } from "../emails/parts/props.ts";
import { type ComingUp, comingUp } from "./coming-up.ts";
import type { Context } from "./context.ts";
import { isOpenLesson } from "./own-lessons.ts";
import { liveLessons, passageProgress, readPassage } from "./passage.ts";
import { deliveryOf, linkToken } from "./token.ts";

export type PageDay = {
  day: number;
  key: string;
  title: string;
  kind: LessonKind;
  mark: DayMark;
  /** How it felt, where the reader said so. */
  felt: Feeling | null;
  /** The token of the mail that it came by. */
  lessonToken: string | null;
  /** It may be opened: it was mailed, opened ahead, or went by without a mail. */
  isOpen: boolean;
};

export type PageEnrolment = {
  courseTitle: string;
  courseSlug: string;
  state: Exclude<Enrolment["state"], "unconfirmed">;
  days: readonly PageDay[];
  done: number;
  streak: number;
  best: number;
  minutes: number;
  /** "1 freeze saved"; null in a course that has none. */
  freezes: { phrase: string; earnedEvery: number } | null;
  next: ComingUp;
  /** There is a page to print for having finished, with a day or more done. */
  hasCertificate: boolean;
};

export type ReaderPage =
  | { kind: "unknown" }
  | {
      kind: "ok";
      name: string | null;
      enrolments: readonly PageEnrolment[];
      newsletters: readonly { slug: string; title: string; following: boolean }[];
      leaveToken: string;
    };

/** The reader's own page: every course with its days as a picture, the streak, and what comes next. */
export async function readReader(context: Context, input: { token: string }): Promise<ReaderPage> {
  const delivery = await deliveryOf(context, { purpose: "me", token: input.token });
  const reader = delivery && (await readReaderRow(context.db, { id: delivery.readerId }));
  if (!delivery || !reader) return { kind: "unknown" };
  const all = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const next = await comingUp(context, { reader, enrolments: all });
  const follows = await listFollows(context.db, { readerId: reader.id });
  return {
    kind: "ok",
    name: reader.name,
    enrolments: await Promise.all(
      newestRuns(all).map((enrolment) => pageOf(context, { reader, enrolment, next: next.get(enrolment.id) })),
    ),
    newsletters: follows.map(({ slug, title, state }) => ({ slug, title, following: state === "following" })),
    leaveToken: linkToken(context, { deliveryId: delivery.id, purpose: "leave" }),
  };
}

export type Begun = Enrolment & { state: PageEnrolment["state"] };

/** One run of each course, the newest that was begun. */
export function newestRuns(enrolments: readonly Enrolment[]): Begun[] {
  const begun = enrolments.filter((enrolment): enrolment is Begun => enrolment.state !== "unconfirmed");
  return begun.filter(({ courseId }, index) => begun.findIndex((other) => other.courseId === courseId) === index);
}

type Asked = { reader: Reader; enrolment: Begun; next: ComingUp | undefined };

async function pageOf(context: Context, { reader, enrolment, next }: Asked): Promise<PageEnrolment> {
  const passage = await readPassage(context.db, { ...reader, ...enrolment });
  const { done, streak, best, minutes, freezes, marks } = passageProgress(passage);
  const mailed = await listHandedOver(context.db, { enrolmentId: enrolment.id });
  const tokens = new Map(
    mailed.map(({ lessonId, id }) => [lessonId, linkToken(context, { deliveryId: id, purpose: "lesson" })]),
  );
  const { state } = enrolment;
  const pacing = declaredPacing(passage.course.facts);
  return {
    courseTitle: passage.course.facts.title,
    courseSlug: passage.course.slug,
    state,
    days: liveLessons(passage).map((lesson, index) => ({
      ...{ day: index + 1, key: lesson.key, title: lesson.title, kind: lesson.kind },
      mark: markOf(marks.get(String(lesson.id)), state),
      felt: passage.completed.get(lesson.id) ?? null,
      lessonToken: tokens.get(lesson.id) ?? null,
      isOpen: isOpenLesson(passage, lesson),
    })),
    ...{ done, streak, best, minutes },
    freezes: pacing.freezes && { phrase: freezePhrase(freezes), earnedEvery: pacing.freezes.earnedEvery },
    next: next ?? { words: "", at: null },
    hasCertificate: state === "finished" && done > 0 && pacing.certificate,
  };
}

/** A course that is over has no lesson of today: the last one was sent. */
function markOf(mark: DayMark | undefined, state: Begun["state"]): DayMark {
  const isLive = state === "active" || state === "paused";
  return mark === "today" && !isLive ? "missed" : (mark ?? "coming");
}
