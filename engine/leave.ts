import { findCoursesById } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { findNewsletter, leaveNewsletters, listFollows, withdrawConsents } from "../db/consents.ts";
import { cancelQueued, cancelQueuedOfNewsletter, type Delivery } from "../db/deliveries.ts";
import {
  endEnrolments,
  forgetOpenDeliveries,
  listEnrolmentsOfReader,
  lockEnrolmentsOfReader,
} from "../db/enrolments.ts";
import { type Hand, noteChanges } from "../db/reader-changes.ts";
import { lockReader, type Reader, readReader, readSuppression, suppressAddress } from "../db/readers.ts";
import { publicationOf } from "../domain/publication.ts";
import type { Context } from "./context.ts";
import { readImprint } from "./imprint.ts";
import { deliveryOf } from "./token.ts";

export type Leaving =
  | { kind: "unknown" }
  | { kind: "ok"; of: "course" | "newsletter"; title: string; left: { it: boolean; everything: boolean } };

const live = ["unconfirmed", "active", "paused"];

/** What a leave page shows. Reading it changes nothing. */
export async function readLeaving(context: Context, input: { token: string }): Promise<Leaving> {
  const delivery = await deliveryOf(context, { purpose: "leave", token: input.token });
  const reader = delivery && (await readReader(context.db, { id: delivery.readerId }));
  if (!delivery || !reader) return { kind: "unknown" };
  const { kind: of, title, slug } = publicationOf(await readImprint(context.db, [delivery]), delivery);
  const suppressed = await readSuppression(context.db, { addressHash: reader.addressHash });
  const isIn = of === "course" ? await isInCourse(context, delivery) : await follows(context, delivery, slug);
  return { kind: "ok", of, title, left: { it: !isIn, everything: suppressed !== null } };
}

async function isInCourse({ db }: Context, { readerId, courseId }: Delivery): Promise<boolean> {
  const enrolments = await listEnrolmentsOfReader(db, { readerId });
  return enrolments.some((enrolment) => enrolment.courseId === courseId && live.includes(enrolment.state));
}

async function follows({ db }: Context, { readerId }: Delivery, slug: string): Promise<boolean> {
  const followed = await listFollows(db, { readerId });
  return followed.some((one) => one.slug === slug && one.state !== "left");
}

export type Left = { kind: "unknown" } | { kind: "left" | "already" };

/**
 * Leaves the course or newsletter that the message belongs to, or everything. It takes effect with this COMMIT, also for what is
 * queued: it holds the reader's lock, which every first attempt needs. Repeating it is harmless.
 */
export async function leave(context: Context, input: { token: string; from: "it" | "everything" }): Promise<Left> {
  const delivery = await deliveryOf(context, { purpose: "leave", token: input.token });
  if (!delivery) return { kind: "unknown" };
  const { readerId, issueId } = delivery;
  const from = input.from === "everything" ? "everything" : await belongingOf(context, delivery);
  return leaveFrom(context, { readerId, from, becauseOf: issueId });
}

async function belongingOf({ db }: Context, delivery: Delivery): Promise<LeftThing> {
  const { kind, id, slug } = publicationOf(await readImprint(db, [delivery]), delivery);
  return kind === "course" ? { courseId: id } : { newsletter: slug };
}

/** What a reader may leave: one course, one newsletter, or everything, which also keeps us from ever writing again. */
export type LeftThing = { courseId: number } | { newsletter: string } | "everything";

/**
 * Leaves for a reader who is known already. It takes effect as `leave` does. `becauseOf` is the issue whose own link was
 * used, for its results.
 */
export async function leaveFrom(
  context: Context,
  input: Hand & { readerId: number; from: LeftThing; becauseOf?: number | null },
): Promise<Left> {
  const { from, becauseOf = null } = input;
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: input.readerId });
    if (!reader) return { kind: "unknown" };
    const changed = await leaveThing(tx, { reader, from, becauseOf, now });
    if (changed) {
      const present = await spokenThing(tx, from);
      await noteChanges(tx, {
        by: input.by,
        readerId: reader.id,
        changedAt: now,
        changes: [{ kind: "left", present }],
      });
    }
    return { kind: changed ? "left" : "already" };
  });
}

async function spokenThing(tx: Database, from: LeftThing): Promise<string> {
  if (from === "everything") return "everything";
  if ("newsletter" in from) return (await findNewsletter(tx, { slug: from.newsletter }))?.title ?? from.newsletter;
  return (await findCoursesById(tx, { ids: [from.courseId] })).get(from.courseId)?.facts.title ?? "a course";
}

type LeavingNow = { reader: Reader; becauseOf: number | null; now: Date };

function leaveThing(tx: Database, input: LeavingNow & { from: LeftThing }): Promise<boolean> {
  const { from, ...leaving } = input;
  if (from === "everything") return leaveEverything(tx, leaving);
  return "courseId" in from
    ? leaveCourse(tx, { ...leaving, courseId: from.courseId })
    : leaveNewsletter(tx, { ...leaving, slug: from.newsletter });
}

async function leaveNewsletter(tx: Database, input: LeavingNow & { slug: string }): Promise<boolean> {
  const { reader, slug, becauseOf, now } = input;
  const left = await leaveNewsletters(tx, { readerId: reader.id, slug, becauseOf, changedAt: now });
  await cancelQueuedOfNewsletter(tx, { readerId: reader.id, slug, reason: "left the newsletter" });
  await withdrawConsents(tx, { readerId: reader.id, purposes: [`newsletter:${slug}`], withdrawnAt: now });
  return left > 0;
}

async function leaveCourse(tx: Database, input: { courseId: number; reader: Reader; now: Date }): Promise<boolean> {
  const { reader, now } = input;
  const enrolments = await lockEnrolmentsOfReader(tx, { readerId: reader.id });
  const ending = enrolments.filter(({ courseId, state }) => courseId === input.courseId && live.includes(state));
  await endEnrolments(tx, { ids: ending.map(({ id }) => id), state: "left", endedAt: now });
  // Also what a finished run still owes, such as its last notice: who leaves hears nothing more of this course.
  for (const { id } of enrolments.filter(({ courseId }) => courseId === input.courseId)) {
    await forgetOpenDeliveries(tx, {
      deliveryIds: await cancelQueued(tx, { readerId: reader.id, enrolmentId: id, reason: "left the course" }),
    });
  }
  const courses = await findCoursesById(tx, { ids: [input.courseId] });
  const purposes = [`course:${courses.get(input.courseId)?.slug}`];
  await withdrawConsents(tx, { readerId: reader.id, purposes, withdrawnAt: now });
  return ending.length > 0;
}

/** Leaves everything for a reader whose lock the caller holds; says whether there was anything left to leave. */
export async function leaveEverything(tx: Database, input: LeavingNow): Promise<boolean> {
  const { reader, becauseOf, now } = input;
  const before = await readSuppression(tx, { addressHash: reader.addressHash });
  const enrolments = await lockEnrolmentsOfReader(tx, { readerId: reader.id });
  const ending = enrolments.filter(({ state }) => live.includes(state));
  await endEnrolments(tx, { ids: ending.map(({ id }) => id), state: "left", endedAt: now });
  // Before the queue is cleared: what a batch gives back asks here whether its reader still follows.
  await leaveNewsletters(tx, { readerId: reader.id, slug: "all", becauseOf, changedAt: now });
  await forgetOpenDeliveries(tx, {
    deliveryIds: await cancelQueued(tx, { readerId: reader.id, enrolmentId: null, reason: "left everything" }),
  });
  await withdrawConsents(tx, { readerId: reader.id, purposes: "all", withdrawnAt: now });
  if (before === null) {
    await suppressAddress(tx, { addressHash: reader.addressHash, reason: "left", suppressedAt: now });
  }
  return before === null || ending.length > 0;
}
