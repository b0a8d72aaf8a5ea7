import { listFollows } from "../db/consents.ts";
import { listHandedOver } from "../db/deliveries.ts";
import { type Enrolment, listEnrolmentsOfReader } from "../db/enrolments.ts";
import { type Reader, readReader as readReaderRow } from "../db/readers.ts";
import { formatSendTime } from "../domain/calendar.ts";
import { spokenInstant } from "../domain/spoken.ts";
import { type DayMark, donePhrase, streakPhrase } from "../domain/streaks.ts";
import type { LessonKind } from "../emails/parts/props.ts";
import type { Context } from "./context.ts";
import { liveLessons, passageProgress, readPassage } from "./passage.ts";
import { deliveryOf, linkToken } from "./token.ts";

export type PageDay = { day: number; title: string; kind: LessonKind; mark: DayMark; lessonToken: string | null };

export type PageEnrolment = {
  courseTitle: string;
  courseSlug: string;
  state: Exclude<Enrolment["state"], "unconfirmed">;
  days: readonly PageDay[];
  streak: number;
  best: number;
  streakPhrase: string;
  donePhrase: string;
  next: { at: Date; spoken: string } | null;
  /** Why there is no next time, where there is none. */
  waitReason: string | null;
  zone: string;
  sendTime: string;
};

export type ReaderPage =
  | { kind: "unknown" }
  | {
      kind: "ok";
      name: string | null;
      enrolments: readonly PageEnrolment[];
      newsletters: readonly { title: string; following: boolean }[];
      leaveToken: string;
    };

/** The reader's own page: every course with its days as a picture, the streak, and what comes next. */
export async function readReader(context: Context, input: { token: string }): Promise<ReaderPage> {
  const delivery = await deliveryOf(context, { purpose: "me", token: input.token });
  const reader = delivery && (await readReaderRow(context.db, { id: delivery.readerId }));
  if (!delivery || !reader) return { kind: "unknown" };
  const enrolments = newestRuns(await listEnrolmentsOfReader(context.db, { readerId: reader.id }));
  const follows = await listFollows(context.db, { readerId: reader.id });
  return {
    kind: "ok",
    name: reader.name,
    enrolments: await Promise.all(enrolments.map((enrolment) => pageOf(context, { reader, enrolment }))),
    newsletters: follows.map(({ title, state }) => ({ title, following: state === "following" })),
    leaveToken: linkToken(context, { deliveryId: delivery.id, purpose: "leave" }),
  };
}

export type Begun = Enrolment & { state: PageEnrolment["state"] };

/** One run of each course, the newest that was begun. */
export function newestRuns(enrolments: readonly Enrolment[]): Begun[] {
  const begun = enrolments.filter((enrolment): enrolment is Begun => enrolment.state !== "unconfirmed");
  return begun.filter(({ courseId }, index) => begun.findIndex((other) => other.courseId === courseId) === index);
}

async function pageOf(
  context: Context,
  { reader, enrolment }: { reader: Reader; enrolment: Begun },
): Promise<PageEnrolment> {
  const passage = await readPassage(context.db, { ...reader, ...enrolment });
  const progress = passageProgress(passage);
  const sent = await listHandedOver(context.db, { enrolmentId: enrolment.id });
  const deliveryIds = new Map(sent.map(({ lessonId, id }) => [lessonId, id]));
  const tokenOf = (deliveryId: number | undefined) =>
    deliveryId === undefined ? null : linkToken(context, { deliveryId, purpose: "lesson" });
  return {
    courseTitle: passage.course.facts.title,
    courseSlug: passage.course.slug,
    state: enrolment.state,
    days: liveLessons(passage).map(({ id, title, kind }, index) => ({
      day: index + 1,
      title,
      kind,
      mark: progress.marks.get(String(id)) ?? "coming",
      lessonToken: tokenOf(deliveryIds.get(id)),
    })),
    streak: progress.streak,
    best: progress.best,
    streakPhrase: streakPhrase(progress.streak),
    donePhrase: donePhrase(progress),
    next: enrolment.nextSendAt && {
      at: enrolment.nextSendAt,
      spoken: spokenInstant(enrolment.nextSendAt, reader.zone),
    },
    waitReason: waitReasonOf(enrolment),
    zone: reader.zone,
    sendTime: formatSendTime(reader.sendMinute),
  };
}

function waitReasonOf({ state, wait, pauseReason, openDeliveryId }: Begun): string | null {
  if (state === "paused" && pauseReason === "refused") {
    return "Our mail service would not take your last lesson. We can see that and will put it right.";
  }
  if (state === "paused" && pauseReason === "suppressed")
    return "Mail to your address came back, so we have stopped sending.";
  if (state === "paused") return "You have paused this course.";
  if (state !== "active") return null;
  if (wait === "completion") return "Your next lesson comes once you have done the last one.";
  return openDeliveryId === null ? null : "Your next lesson is on its way.";
}
