import { findCourseBySlug, type Lesson } from "../db/catalogue.ts";
import { changeEnrolment, type Enrolment, listEnrolmentsOfReader, lockEnrolment } from "../db/enrolments.ts";
import { type Reader, readReader } from "../db/readers.ts";
import { localDay } from "../domain/calendar.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { normaliseName } from "../domain/names.ts";
import { spokenDate } from "../domain/spoken.ts";
import { type DayMark, donePhrase } from "../domain/streaks.ts";
import type { Context } from "./context.ts";
import { liveLessons, type Passage, passageProgress, readPassage } from "./passage.ts";
import { deliveryOf } from "./token.ts";

type Asked = { token: string; courseSlug: string };

/** What a certificate says. */
export type Certificate = {
  courseTitle: string;
  coach: { name: string; role: string };
  /** As the reader wants it; null for none, which leaves the line out. */
  name: string | null;
  /** "November 24, 2026", on the reader's calendar. */
  from: string;
  to: string;
  done: number;
  days: number;
  minutes: number;
  /** The course as track, a list for each week. */
  weeks: readonly (readonly DayMark[])[];
};

export type CertificatePage =
  | { kind: "unknown" }
  /** The course is not over yet, or no day of it is done; `words` say what is missing. */
  | { kind: "not yet"; courseTitle: string; words: string }
  | { kind: "ok"; certificate: Certificate };

/** The certificate of the newest run of this course that was gone through to its end. */
export async function readCertificate(context: Context, input: Asked): Promise<CertificatePage> {
  const found = await find(context, input);
  if (!found) return { kind: "unknown" };
  const { passage, enrolment, reader } = found;
  const courseTitle = passage.course.facts.title;
  const { done, days, minutes, marks } = passageProgress(passage);
  if (enrolment.state !== "finished" || done === 0) {
    return { kind: "not yet", courseTitle, words: wordsBefore(found) };
  }
  return {
    kind: "ok",
    certificate: {
      ...{ courseTitle, done, days, minutes },
      coach: passage.course.facts.coach,
      name: nameOn(enrolment, reader),
      from: dateOf(passage.had[0]?.hadAt ?? enrolment.confirmedAt ?? enrolment.createdAt, reader),
      to: dateOf(passage.had.at(-1)?.hadAt ?? enrolment.endedAt ?? enrolment.createdAt, reader),
      weeks: weeksOf(liveLessons(passage), marks),
    },
  };
}

export type NamedCertificate = { kind: "unknown" } | { kind: "invalid"; message: string } | { kind: "ok" };

/** Writes another name on the certificate; an empty one leaves the line out. The reader is called as before elsewhere. */
export async function nameCertificate(context: Context, input: Asked & { name: string }): Promise<NamedCertificate> {
  const found = await find(context, input);
  if (found?.enrolment.state !== "finished") return { kind: "unknown" };
  const wanted = normaliseName(input.name);
  if (wanted.kind === "invalid") return wanted;
  const { enrolment, reader } = found;
  const isOwn = wanted.name === reader.name;
  return context.db.transaction(async (tx) => {
    // Asked again under the lock: who is being erased has left, and gets no name any more.
    const locked = await lockEnrolment(tx, { id: enrolment.id });
    if (locked?.state !== "finished") return { kind: "unknown" };
    await changeEnrolment(tx, { id: enrolment.id, certificateName: isOwn ? null : (wanted.name ?? noName) });
    return { kind: "ok" };
  });
}

/** How "without a name" is stored, where nothing stands for the reader's own: no name that was typed is a space. */
const noName = " ";

function nameOn({ certificateName }: Enrolment, reader: Reader): string | null {
  if (certificateName === noName) return null;
  return certificateName ?? reader.name;
}

type Found = { reader: Reader; enrolment: Enrolment; passage: Passage };

/** The newest run that is finished, or else the newest of all, of a course that gives a certificate. */
async function find(context: Context, { token, courseSlug }: Asked): Promise<Found | null> {
  const delivery = await deliveryOf(context, { purpose: "me", token });
  const reader = delivery && (await readReader(context.db, { id: delivery.readerId }));
  if (!reader) return null;
  const course = await findCourseBySlug(context.db, { slug: courseSlug });
  if (!course || !declaredPacing(course.facts).certificate) return null;
  const enrolments = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const begun = enrolments.filter(({ courseId, state }) => courseId === course.id && state !== "unconfirmed");
  const enrolment = begun.find(({ state }) => state === "finished") ?? begun[0];
  if (!enrolment) return null;
  return { reader, enrolment, passage: await readPassage(context.db, { ...reader, ...enrolment }) };
}

function wordsBefore({ enrolment, passage }: Found): string {
  const days = liveLessons(passage).length;
  if (enrolment.state === "finished") {
    return `It is there as soon as you have done one day. All ${days} stay open on your page, whenever you like.`;
  }
  const come = passage.had.length;
  const soFar = come === 0 ? "None has come yet" : come === 1 ? "One has come so far" : `${come} have come so far`;
  const { done } = passageProgress(passage);
  return `It is there once all ${days} days have come to you. ${soFar}, and ${donePhrase({ done, days })}.`;
}

function dateOf(at: Date, { zone }: Reader): string {
  return spokenDate(localDay(at, zone));
}

/** The last day of a course that is over was sent like any other. */
function weeksOf(lessons: readonly Lesson[], marks: ReadonlyMap<string, DayMark>): DayMark[][] {
  const weeks: DayMark[][] = [];
  for (const { id, week } of lessons) {
    const mark = marks.get(String(id)) ?? "coming";
    weeks[week - 1] = [...(weeks[week - 1] ?? []), mark === "today" ? "missed" : mark];
  }
  return weeks.filter((week) => week !== undefined);
}
