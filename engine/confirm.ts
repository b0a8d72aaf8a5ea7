import { type Course, findCoursesById } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { confirmConsents, confirmFollows, listFollows } from "../db/consents.ts";
import { changeEnrolment, type Enrolment, listEnrolmentsOfReader, lockEnrolmentsOfReader } from "../db/enrolments.ts";
import { changeReader, liftSuppression, lockReader, type Reader, readReader } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { localDay } from "../domain/calendar.ts";
import { firstDue } from "../domain/schedule.ts";
import { spokenDay, spokenInstant } from "../domain/spoken.ts";
import { reschedule } from "./change-rhythm.ts";
import type { Context } from "./context.ts";
import { queueNewsletterNotice } from "./letters/notices.ts";
import { queueNotice, whenPhrase } from "./notices.ts";
import { type Passage, readPassage } from "./passage.ts";
import { restsForItsAddress, resumeResting } from "./pause.ts";
import { asksToReturn } from "./returning.ts";
import { deliveryOf, linkToken } from "./token.ts";

export type Confirmation =
  | { kind: "unknown" }
  | {
      kind: "waiting" | "done";
      /** Null where no course is asked for, or was confirmed, with it. */
      courseTitle: string | null;
      name: string | null;
      when: string;
      /** When the first lesson comes, or came and the next one does, as a sentence. */
      starts: string;
      /** Another hour or zone than the reader has had until now, which courses under way would move to. */
      movesOthers: boolean;
      /** They confirmed before, and are asked whether mail may go to this address again. */
      returns: boolean;
      /** The newsletters that are asked for, or followed since, by their titles. */
      letters: readonly string[];
      meToken: string;
    };

/** What a confirmation page shows. Reading it changes nothing. */
export async function readConfirmation(context: Context, input: { token: string }): Promise<Confirmation> {
  const delivery = await deliveryOf(context, { purpose: "confirm", token: input.token });
  const reader = delivery && (await readReader(context.db, { id: delivery.readerId }));
  if (!delivery || !reader) return { kind: "unknown" };
  const enrolments = await listEnrolmentsOfReader(context.db, { readerId: reader.id });
  const waiting = enrolments.filter(({ state }) => state === "unconfirmed");
  const returning = (await asksToReturn(context.db, reader)) ? enrolments.filter(restsForItsAddress) : null;
  const asking = waiting.length > 0 ? waiting : (returning ?? []);
  const shown = asking.length > 0 ? asking : enrolments.filter(({ id }) => id === delivery.enrolmentId);
  const courses = await findCoursesById(context.db, { ids: shown.map(({ courseId }) => courseId) });
  const asked = waiting[0]?.asked ?? reader;
  const follows = await listFollows(context.db, { readerId: reader.id });
  const asksFor = follows.filter(({ state }) => state === "waiting");
  const isNew = waiting.length > 0 || asksFor.length > 0;
  const isWaiting = isNew || returning !== null;
  const isUnderWay = enrolments.some(({ state }) => state === "active" || state === "paused");
  const { calendarAt: now } = await context.clocks.read(context.db);
  return {
    kind: isWaiting ? "waiting" : "done",
    // A letter alone may be asked for by somebody whose course has begun long ago.
    courseTitle: isNew && waiting.length === 0 ? null : titles(shown, courses),
    name: asked.name ?? reader.name,
    when: whenPhrase({ ...asked, weekdays: shown[0]?.weekdays ?? 127 }),
    starts:
      waiting.length > 0
        ? startsOf(shown, courses)
        : isWaiting
          ? goesOn(shown)
          : comesNext(shown, { zone: reader.zone, now }),
    returns: isWaiting && !isNew,
    movesOthers: isUnderWay && (asked.zone !== reader.zone || asked.sendMinute !== reader.sendMinute),
    letters: (isNew ? asksFor : follows.filter(({ state }) => state === "following")).map(({ title }) => title),
    meToken: linkToken(context, { deliveryId: delivery.id, purpose: "me" }),
  };
}

const lists = new Intl.ListFormat("en-US", { type: "conjunction" });

function titles(enrolments: readonly Enrolment[], courses: ReadonlyMap<number, Course>): string | null {
  if (enrolments.length === 0) return null;
  return lists.format(enrolments.map(({ courseId }) => courses.get(courseId)?.facts.title ?? "your course"));
}

/** What the press of the button brings, by what the course declares. */
function startsOf([first]: readonly Enrolment[], courses: ReadonlyMap<number, Course>): string {
  const start = (first && courses.get(first.courseId)?.facts.start) ?? "confirmation";
  if (start === "confirmation") return "One tap, and the first is on its way.";
  if (start === "next send time") return "One tap, and the first comes at your next send time.";
  if (start === "next Monday") return "One tap, and the first comes next Monday.";
  return `One tap, and you are in. The first comes on ${spokenDay(start.cohortDay)}.`;
}

/** What the press brings to somebody to whose address mail may go again. */
function goesOn(enrolments: readonly Enrolment[]): string {
  return enrolments.some(restsForItsAddress) ? "One tap, and it goes on where it stopped." : "";
}

/** When the next lesson comes, where that is known already. */
function comesNext([first]: readonly Enrolment[], { zone, now }: { zone: string; now: Date }): string {
  if (first?.state !== "active") return "";
  // Due and not planned yet, as in the second after the press: said as a time, it read like one still to come.
  const isDue = first.nextSendAt !== null && first.nextSendAt <= now;
  if (isDue || first.openDeliveryId !== null) return "Your lesson is on its way.";
  return first.nextSendAt === null ? "" : `The next one comes on ${spokenInstant(first.nextSendAt, zone)}.`;
}

/** `returned`: nothing new begins, but mail may go to this address again, and what rested for it goes on. */
export type Confirmed = { kind: "unknown" } | { kind: "confirmed" | "returned" | "already"; meToken: string };

/**
 * Confirms everything that this reader is asked to confirm: courses and letters. It is the reader's own consent, so
 * it lifts a suppression (never one for a complaint). A second press finds nothing to do and says so.
 */
export async function confirm(
  context: Context,
  input: { token: string; ip: string | null; userAgent: string | null },
): Promise<Confirmed> {
  const delivery = await deliveryOf(context, { purpose: "confirm", token: input.token });
  if (!delivery) return { kind: "unknown" };
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: delivery.readerId });
    if (!reader) return { kind: "unknown" };
    const enrolments = await lockEnrolmentsOfReader(tx, { readerId: reader.id });
    const waiting = enrolments.filter(({ state }) => state === "unconfirmed");
    const follows = await confirmFollows(tx, { readerId: reader.id, changedAt: now });
    const meToken = linkToken(context, { deliveryId: delivery.id, purpose: "me" });
    const isNew = waiting.length > 0 || follows.length > 0;
    if (!isNew && !(await asksToReturn(tx, reader))) return { kind: "already", meToken };
    const agreed = await agree(tx, { reader, waiting, now, ...input });
    await resumeResting(context, tx, { readerId: reader.id, enrolments });
    for (const enrolment of waiting) await begin(tx, { reader: agreed, enrolment, now });
    // A course's welcome is enough of a welcome.
    for (const newsletter of waiting.length > 0 ? [] : follows) {
      const occasion = `follow:${newsletter.id}:${localDay(now, "UTC")}`;
      await queueNewsletterNotice(tx, { kind: "welcome", occasion, newsletter, reader: agreed, now });
    }
    // The hour and the zone are the reader's and not one course's: those under way move with them.
    if (agreed.zone !== reader.zone || agreed.sendMinute !== reader.sendMinute) {
      for (const enrolment of enrolments) await reschedule(tx, { reader: agreed, enrolment, now });
    }
    await wakeWorkers(tx);
    return { kind: isNew ? "confirmed" : "returned", meToken };
  });
}

/** Makes what the newest form asked for the reader's own, and returns the reader as they now are. */
async function agree(
  tx: Database,
  input: { reader: Reader; waiting: readonly Enrolment[]; now: Date; ip: string | null; userAgent: string | null },
): Promise<Reader> {
  const { reader, now, ip, userAgent } = input;
  const asked = input.waiting.at(-1)?.asked;
  // The name may be left empty in a form, and one who left it so has not asked to be called nothing.
  const agreed = {
    ...reader,
    ...asked,
    name: asked?.name ?? reader.name,
    confirmedAt: reader.confirmedAt ?? now,
    lastSeenAt: now,
  };
  const { id, name, zone, sendMinute, confirmedAt, lastSeenAt } = agreed;
  await changeReader(tx, { id, name, zone, sendMinute, confirmedAt, lastSeenAt });
  await confirmConsents(tx, { readerId: reader.id, confirmedAt: now, ip, userAgent });
  await liftSuppression(tx, { addressHash: reader.addressHash, liftedAt: now });
  return agreed;
}

async function begin(tx: Database, input: { reader: Reader; enrolment: Enrolment; now: Date }): Promise<void> {
  const { reader, enrolment, now } = input;
  const passage = await readPassage(tx, { ...reader, ...enrolment });
  const due = firstDue({ start: startOf(passage), rhythm: passage.rhythm, confirmedAt: now, last: passage.last });
  const begun = { state: "active", confirmedAt: now, nextSendAt: due.dueAt, nextSlotAt: due.slotAt } as const;
  await changeEnrolment(tx, { id: enrolment.id, ...begun });
  await queueNotice(tx, {
    kind: "welcome",
    occasion: `run:${enrolment.id}`,
    enrolment: { ...enrolment, ...begun },
    dueAt: now,
    now,
  });
}

function startOf({ course }: Passage) {
  return course.facts.start;
}
