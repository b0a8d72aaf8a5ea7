import { findCoursesById } from "../../db/catalogue.ts";
import { readEnrolment } from "../../db/enrolments.ts";
import { readReader } from "../../db/readers.ts";
import type { ActFacts } from "../../db/schema/authors.ts";
import { spokenSendTime } from "../../domain/calendar.ts";
import { weekdayPhrase } from "../../domain/streaks.ts";
import { changeRhythm } from "../change-rhythm.ts";
import type { Context } from "../context.ts";
import { erase } from "../erase.ts";
import { foresee } from "../foresee.ts";
import { type LeftThing, leaveFrom } from "../leave.ts";
import { pause, resume } from "../pause.ts";
import { recordAct } from "./audit.ts";
import { moveReader } from "./move-reader.ts";
import { readStudioCourses, type StudioCourse } from "./reader-story.ts";

/** What an author does for a reader. */
export type ReaderAct =
  | { kind: "pause"; enrolmentId: number; untilDay: string | null }
  | { kind: "resume"; enrolmentId: number }
  | { kind: "move"; enrolmentId: number; lessonId: number; day: number }
  | { kind: "time"; zone: string; sendMinute: number }
  | { kind: "days"; enrolmentId: number; weekdays: number; everyDays: 1 | 2 }
  | { kind: "leave"; from: LeftThing }
  | { kind: "erase" };

/** `already`: it was so before, and nothing was done. */
export type ActOutcome =
  | { kind: "done" }
  | { kind: "already" }
  | { kind: "unknown" }
  | { kind: "refused"; words: string };

type Asked = { readerId: number; act: ReaderAct };

/** What an act would bring: it is done, the reader is read as they would be, and it is taken back. */
export function tryAct(
  context: Context,
  input: Asked,
): Promise<{ outcome: ActOutcome; after: readonly StudioCourse[] }> {
  return foresee(context, async (trial) => {
    const outcome = await perform(trial, input);
    const reader = await readReader(trial.db, { id: input.readerId });
    return { outcome, after: reader ? await readStudioCourses(trial, { reader }) : [] };
  });
}

/**
 * Does it by the very use case that the reader's own button runs, and notes who did it and why in the same transaction.
 * A second press finds it done already and notes nothing.
 */
export function doAct(
  context: Context,
  input: Asked & { author: { id: string; name: string }; reason: string },
): Promise<ActOutcome> {
  const { readerId, act, author, reason } = input;
  return context.db.transaction(async (tx) => {
    const within = { ...context, db: tx };
    const { calendarAt: now } = await context.clocks.read(tx);
    const courseId = await courseOf(within, act);
    const facts = { ...(await factsOf(within, act)), ...(reason === "" ? {} : { reason }) };
    const outcome = await perform(within, input);
    if (outcome.kind === "done") {
      // Of one who was erased nothing is named, not even a number that leads nowhere.
      const who = act.kind === "erase" ? {} : { readerId };
      await recordAct(tx, {
        author,
        act: actNames[act.kind],
        now,
        ...who,
        ...(courseId !== null && { courseId }),
        facts,
      });
    }
    return outcome;
  });
}

const actNames: Readonly<Record<ReaderAct["kind"], string>> = {
  pause: "reader paused",
  resume: "reader resumed",
  move: "reader moved",
  time: "send time changed",
  days: "rhythm changed",
  leave: "reader unsubscribed",
  erase: "reader erased",
};

async function perform(context: Context, { readerId, act }: Asked): Promise<ActOutcome> {
  const by = "author";
  switch (act.kind) {
    case "pause": {
      const { enrolmentId, untilDay } = act;
      return plainly(await pause(context, { by, readerId, enrolmentId, ...(untilDay !== null && { untilDay }) }));
    }
    case "resume":
      return plainly(await resume(context, { by, readerId, enrolmentId: act.enrolmentId }));
    case "move": {
      const moved = await moveReader(context, { readerId, enrolmentId: act.enrolmentId, lessonId: act.lessonId });
      return moved.kind === "moved" ? { kind: "done" } : moved;
    }
    case "time":
      return plainly(await changeRhythm(context, { by, readerId, zone: act.zone, sendMinute: act.sendMinute }));
    case "days": {
      const { enrolmentId, weekdays: mask, everyDays: days } = act;
      const change = { weekdays: { enrolmentId, mask }, everyDays: { enrolmentId, days } };
      return plainly(await changeRhythm(context, { by, readerId, ...change }));
    }
    case "leave":
      return plainly(await leaveFrom(context, { by, readerId, from: act.from }));
    case "erase":
      return plainly(await erase(context, { readerId }));
  }
}

type OwnOutcome =
  | { kind: "done" | "changed" | "left" | "erased" | "ending" | "already" | "unknown" | "suppressed" }
  | { kind: "invalid"; message: string };

/** The answers of a reader's own use cases, as those of an act. */
function plainly(outcome: OwnOutcome): ActOutcome {
  if (outcome.kind === "invalid") return { kind: "refused", words: outcome.message };
  if (outcome.kind === "suppressed") {
    return { kind: "refused", words: "Nothing may be sent to this address. Only their own confirmation lifts that." };
  }
  return { kind: outcome.kind === "already" || outcome.kind === "unknown" ? outcome.kind : "done" };
}

async function courseOf(context: Context, act: ReaderAct): Promise<number | null> {
  if (act.kind === "leave") return typeof act.from === "object" && "courseId" in act.from ? act.from.courseId : null;
  if (!("enrolmentId" in act)) return null;
  return (await readEnrolment(context.db, { id: act.enrolmentId }))?.courseId ?? null;
}

/** What the log tells beyond who, what and why. Nothing that would be a reader's own. */
async function factsOf(context: Context, act: ReaderAct): Promise<ActFacts> {
  switch (act.kind) {
    case "pause":
      return { until: act.untilDay ?? "somebody resumes it" };
    case "move":
      return { to: `Day ${act.day}` };
    case "time":
      return { zone: act.zone, hour: spokenSendTime(act.sendMinute) };
    case "days":
      return { weekdays: weekdayPhrase(act.weekdays), pace: act.everyDays === 1 ? "every day" : "every other day" };
    case "leave":
      return { what: await thingOf(context, act.from) };
    default:
      return {};
  }
}

async function thingOf(context: Context, from: LeftThing): Promise<string> {
  if (from === "everything") return "everything";
  if ("newsletter" in from) return from.newsletter;
  return (await findCoursesById(context.db, { ids: [from.courseId] })).get(from.courseId)?.slug ?? "a course";
}
