import { moveCalendar, setOffset } from "../db/clock.ts";
import { listEnrolmentsOfReader } from "../db/enrolments.ts";
import { countKept, countKeptFrom, findNewestAddress, listKept, readKept } from "../db/mailbox.ts";
import { findReaderByAddress } from "../db/readers.ts";
import { wakeWorkers } from "../db/wake.ts";
import { countDueMoments, countUnserved, findNextWork } from "../db/work.ts";
import { addDays, instantOf, localDay } from "../domain/calendar.ts";
import { parseMail, type ReadMail } from "../mail/mailbox-read.ts";
import type { Context } from "./context.ts";
import { demoDomain } from "./demo/people.ts";
import { tick } from "./tick.ts";

export type ListedMail = { id: number; to: string; subject: string; preheader: string; at: Date };

/** Whether there is a mailbox at all: with a real way out nobody's mail may be read here. */
export function hasMailbox({ settings }: Pick<Context, "settings">): boolean {
  return settings.mail.kind === "mailbox";
}

/** The newest messages first, to one address or to all; `before` is the id of the last one of the page before. */
export async function listMail(
  context: Context,
  input: { to?: string | undefined; before?: number | undefined; limit: number },
): Promise<{ mail: ListedMail[]; count: number }> {
  const address = input.to || null;
  const rows = await listKept(context.db, { address, before: input.before ?? null, limit: input.limit });
  return {
    mail: rows.map(({ id, address: to, subject, preheader, keptAt: at }) => ({ id, to, subject, preheader, at })),
    count: await countKept(context.db, { address }),
  };
}

/** How many messages came from this one on, to whomever. */
export async function countMailFrom(context: Context, input: { id: number }): Promise<number> {
  return countKeptFrom(context.db, input);
}

/**
 * Whose mailbox this is as long as nobody says: the reader whom the newest message went to. Fictional readers come last,
 * because whoever tries the site plays the one whom they signed up by hand.
 */
export async function newestAddress(context: Context): Promise<string | null> {
  return (await findNewestAddress(context.db, { notAt: demoDomain })) ?? findNewestAddress(context.db, { notAt: null });
}

/** One message, taken apart as a mail client would, and as the bytes that it is. */
export async function readMail(
  context: Context,
  input: { id: number },
): Promise<(ListedMail & { raw: string; parsed: ReadMail }) | null> {
  const row = await readKept(context.db, input);
  if (!row) return null;
  const { id, address: to, subject, preheader, keptAt: at, raw } = row;
  return { id, to, subject, preheader, at, raw, parsed: await parseMail(raw) };
}

export type CalendarClock = { calendarAt: Date; elapsedAt: Date; aheadMs: number; movable: boolean };

export async function readCalendar(context: Context): Promise<CalendarClock> {
  const now = await context.clocks.read(context.db);
  const aheadMs = now.calendarAt.getTime() - now.elapsedAt.getTime();
  return { ...now, aheadMs, movable: context.settings.movableClock };
}

export type Moved = { kind: "moved"; calendarAt: Date } | { kind: "refused"; message: string };

const refused: Moved = {
  kind: "refused",
  message:
    "The calendar can be moved only while no real mail leaves: with the mailbox, or a RESEND_BASE_URL on this machine.",
};

/** Moves the calendar by hand and wakes the workers. Refused with a real provider. */
export async function advanceCalendar(context: Context, input: { byMs: number }): Promise<Moved> {
  if (!context.settings.movableClock) return refused;
  const { calendarAt } = await context.clocks.read(context.db);
  const aimAt = new Date(calendarAt.getTime() + input.byMs);
  await moveCalendar(context.db, { calendarAt: aimAt });
  await wakeWorkers(context.db);
  return { kind: "moved", calendarAt: aimAt };
}

/** Lets the calendar run with the real clock again. */
export async function resetCalendar(context: Context): Promise<Moved> {
  if (!context.settings.movableClock) return refused;
  await setOffset(context.db, { offsetMs: 0 });
  await wakeWorkers(context.db);
  return { kind: "moved", calendarAt: (await context.clocks.read(context.db)).calendarAt };
}

/** Up to so many due moments each is served at its own minute; beyond that, what falls due within a stride together. */
const mostMoments = 12;

/** No slot closes sooner than three hours after it begins, so whoever is served within two hours of it loses no day. */
const strideMs = 2 * 3_600_000;

/**
 * Runs everything due until the next morning of the reader with address `to` (of UTC, at seven, without one), in the
 * order in which it falls due: the calendar jumps from one due moment to the next, so every other reader's lesson too
 * goes out at its own hour. Where hundreds of readers live in all zones it goes in strides of two hours, because
 * nobody waits for a hundred and sixty moments of strangers; the reader's own morning is still reached to the minute.
 */
export async function nextMorning(context: Context, input: { to?: string | undefined }): Promise<Moved> {
  if (!context.settings.movableClock) return refused;
  const { calendarAt } = await context.clocks.read(context.db);
  const morningAt = await morningAfter(context, { to: input.to, now: calendarAt });
  const stride = (await countDueMoments(context.db, { untilAt: morningAt })) > mostMoments ? strideMs : 0;
  // Each step serves at least one due moment; the bound only guards against a calendar that does not move.
  for (let steps = 0; steps < 5_000; steps += 1) {
    await serveDue(context);
    const nextAt = await nextDueAt(context);
    if (nextAt === null || nextAt > morningAt) break;
    await moveCalendar(context.db, { calendarAt: earlier(new Date(nextAt.getTime() + stride), morningAt) });
  }
  await moveCalendar(context.db, { calendarAt: morningAt });
  await serveDue(context);
  await wakeWorkers(context.db);
  return { kind: "moved", calendarAt: morningAt };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

/** The reader's next lesson, or their send time of tomorrow when none is waiting. */
async function morningAfter(context: Context, input: { to: string | undefined; now: Date }): Promise<Date> {
  const reader = input.to ? await findReaderByAddress(context.db, { address: input.to }) : null;
  const enrolments = reader ? await listEnrolmentsOfReader(context.db, { readerId: reader.id }) : [];
  const dueMs = enrolments.flatMap(({ state, nextSendAt }) =>
    state === "active" && nextSendAt ? [nextSendAt.getTime()] : [],
  );
  const earliestMs = Math.min(...dueMs);
  if (Number.isFinite(earliestMs) && earliestMs > input.now.getTime()) return new Date(earliestMs);
  const { zone, sendMinute: minute } = reader ?? { zone: "UTC", sendMinute: 420 };
  const today = instantOf({ day: localDay(input.now, zone), minute, zone });
  return today > input.now ? today : instantOf({ day: addDays(localDay(input.now, zone), 1), minute, zone });
}

/**
 * So many pieces of work of one moment may fail before the button says so. What fails once is no news to a worker, which
 * comes again: a connection that the database ended, or two who waited for each other, of whom it let one go.
 */
const mostFailures = 3;

/** Works beside whatever worker is running until nothing is due; gives up while sending rests. */
async function serveDue(context: Context): Promise<void> {
  let failures = 0;
  for (let rounds = 0; rounds < 500; rounds += 1) {
    const didWork = await tick(context, { isOver: () => false }).then(
      (worked) => worked.didWork,
      (error: unknown) => {
        failures += 1;
        if (failures > mostFailures) throw error;
        context.log.warn({ err: error }, "a piece of the morning failed and is tried again");
        return false;
      },
    );
    const { calendarAt } = await context.clocks.read(context.db);
    if ((await countUnserved(context.db, { now: calendarAt })) === 0) return;
    if (!didWork) await pause(20);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function nextDueAt(context: Context): Promise<Date | null> {
  const { planAt, deliverAt, resumeAt, nudgeAt } = await findNextWork(context.db);
  const instants = [planAt, deliverAt, resumeAt, nudgeAt].flatMap((at) => (at ? [at.getTime()] : []));
  return instants.length > 0 ? new Date(Math.min(...instants)) : null;
}
