import { type Course, findCourse, listLessons } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { askToFollow, recordConsents } from "../db/consents.ts";
import { addEnrolment, changeEnrolment, type Enrolment, lockNewestRun } from "../db/enrolments.ts";
import { findOrAddReader, type Reader } from "../db/readers.ts";
import type { Asked } from "../db/schema/enrolments.ts";
import { wakeWorkers } from "../db/wake.ts";
import { parseSendTime } from "../domain/calendar.ts";
import { declaredPacing, weekdayBits } from "../domain/course-description.ts";
import { normaliseName } from "../domain/names.ts";
import { zoneNamed } from "../domain/zones.ts";
import { confirmationDay } from "./confirmation-day.ts";
import { courseWords, letterBoxWords } from "./consent-words.ts";
import { type Context, hashAddress } from "./context.ts";
import { offeredInBox } from "./letters/offered.ts";
import { takeMailTurn } from "./limits/rules.ts";
import type { TooOften } from "./limits/take-turns.ts";
import { queueNotice } from "./notices.ts";
import { liveLessons } from "./passage.ts";
import { mayReturn } from "./returning.ts";
import { readTypedAddress } from "./typed-address.ts";

/** A signup form as it came in; every field is what somebody typed. */
export type SignupForm = {
  email: string;
  name: string;
  course: string;
  timezone: string;
  /** "07:00" */
  sendTime: string;
  weeklyLetter: boolean;
  /** Hidden from people; only a machine fills it in. */
  honeypot: string;
  /**
   * The address that this form has already been asked about ("did you mean gmail.com?"), or "". Absent where nobody can
   * be asked. A likely slip is asked about once; the same address sent again is taken as it is, for it may be right.
   */
  questioned?: string | undefined;
  /** Which form on the site, such as "course page". */
  form: string;
  ip: string | null;
  userAgent: string | null;
};

export type SignupField = "email" | "name" | "course" | "newsletter" | "timezone" | "sendTime";
export type SignupAnswer =
  | { kind: "received"; address: string }
  | { kind: "invalid"; errors: Partial<Record<SignupField, string>>; suggestion: string | null }
  /** Of this caller or of this domain; nothing was looked up, so it says nothing about the address. */
  | TooOften;

type Read = { address: string; asked: Asked; course: Course };

/**
 * Takes a signup. The answer is the same for an address that is known and one that is not, so nobody learns who
 * reads here. Nothing is confirmed by it, and nobody who confirmed is ever un-confirmed: whoever is enrolled already
 * gets their own link again, the others one confirmation a day.
 */
export async function signUp(context: Context, form: SignupForm): Promise<SignupAnswer> {
  const read = await readForm(context, form);
  if (read.kind === "invalid") return read;
  if (form.honeypot !== "") return { kind: "received", address: read.address };
  const turn = await takeMailTurn(context, { ip: form.ip, address: read.address });
  if (turn.kind === "too often") return turn;
  await context.db.transaction(async (tx) => {
    await enrol(context, tx, { form, read });
    await wakeWorkers(tx);
  });
  return { kind: "received", address: read.address };
}

async function readForm(
  context: Context,
  form: SignupForm,
): Promise<({ kind: "read" } & Read) | Extract<SignupAnswer, { kind: "invalid" }>> {
  const { address, error, suggestion } = readTypedAddress(form);
  const name = normaliseName(form.name);
  const sendMinute = parseSendTime(form.sendTime);
  const course = await findCourse(context.db, { slug: form.course.slice(0, 200) });
  const errors: Partial<Record<SignupField, string>> = {};
  if (error !== null) errors.email = error;
  if (name.kind === "invalid") errors.name = name.message;
  if (sendMinute === null) errors.sendTime = "Please choose a time of day, such as 7:00 AM.";
  // Stored by its name of today: browsers still report "Asia/Calcutta".
  const zone = zoneNamed(form.timezone);
  if (zone === null) errors.timezone = "Please choose a time zone from the list, such as Europe/Berlin.";
  if (!course) errors.course = "We have no course of that name. Please choose one from the list.";
  if (
    address !== null &&
    name.kind === "ok" &&
    sendMinute !== null &&
    zone !== null &&
    course &&
    Object.keys(errors).length === 0
  ) {
    return {
      kind: "read",
      address,
      course,
      asked: { name: name.name, zone, sendMinute },
    };
  }
  return { kind: "invalid", errors, suggestion };
}

async function enrol(context: Context, tx: Database, input: { form: SignupForm; read: Read }): Promise<void> {
  const { form, read } = input;
  const { calendarAt: now } = await context.clocks.read(tx);
  const reader = await findOrAddReader(tx, {
    address: read.address,
    addressHash: hashAddress(context, read.address),
    ...read.asked,
    createdAt: now,
    source: form.form,
  });
  const enrolment = await askForRun(tx, { reader, read, now });
  const isAsked = enrolment.state === "unconfirmed" || (await mayReturn(tx, reader));
  await recordWishes(tx, { form, read, reader, isAsked, now });
  const kind = isAsked || form.weeklyLetter ? "confirm" : "find-link";
  await queueNotice(tx, { kind, ...(await confirmationDay(tx, { kind, reader, now })), enrolment, now });
}

/** The run that this form is about: the live one as it is, or a new one that waits for its confirmation. */
async function askForRun(
  tx: Database,
  { reader, read, now }: { reader: Reader; read: Read; now: Date },
): Promise<Enrolment> {
  const { course, asked } = read;
  const newest = await lockNewestRun(tx, { readerId: reader.id, courseId: course.id });
  if (newest?.state === "unconfirmed") {
    await changeEnrolment(tx, { id: newest.id, asked });
    return { ...newest, asked };
  }
  if (newest?.state === "active" || newest?.state === "paused") return newest;
  return addEnrolment(tx, {
    readerId: reader.id,
    courseId: course.id,
    run: (newest?.run ?? 0) + 1,
    asked,
    createdAt: now,
    weekdays: weekdayBits(declaredPacing(course.facts).weekdays),
  });
}

async function recordWishes(
  tx: Database,
  input: { form: SignupForm; read: Read; reader: Reader; isAsked: boolean; now: Date },
): Promise<void> {
  const { form, read, reader, isAsked, now } = input;
  const proof = {
    readerId: reader.id,
    form: form.form,
    askedAt: now,
    askedIp: form.ip,
    askedUserAgent: form.userAgent,
  };
  const consents = [];
  if (isAsked) {
    const days = liveLessons({ lessons: await listLessons(tx, { courseId: read.course.id }) }).length;
    const words = courseWords({ title: read.course.facts.title, days });
    consents.push({ ...proof, purpose: `course:${read.course.slug}`, words });
  }
  const newsletter = form.weeklyLetter ? await offeredInBox(tx) : null;
  if (newsletter) {
    await askToFollow(tx, { readerId: reader.id, newsletterId: newsletter.id, changedAt: now });
    consents.push({ ...proof, purpose: `newsletter:${newsletter.slug}`, words: letterBoxWords(newsletter) });
  }
  await recordConsents(tx, consents);
}
