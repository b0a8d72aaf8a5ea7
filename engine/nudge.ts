import type { Database } from "../db/connect.ts";
import { changeEnrolment, type Enrolment } from "../db/enrolments.ts";
import { claimNudges } from "../db/nudging.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { nudgeAfter } from "../domain/nudges.ts";
import type { Context } from "./context.ts";
import { lessonPhrase } from "./lesson-values.ts";
import { nextStep } from "./move-on.ts";
import { queueNotice } from "./notices.ts";
import { goThroughGate } from "./open-gate.ts";
import { type Passage, readPassages } from "./passage.ts";

/** Each costs a few statements, for nudges are few. */
const claimLimit = 100;

/**
 * Reminds those whose next lesson waits for the last to be done, as often as the course declares and then no more. A run
 * that waits no longer, because the author has opened the gate, goes on instead. Returns how many were looked at.
 */
export function nudge(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const claimed = await claimNudges(tx, { now, limit: claimLimit });
    const passages = await readPassages(
      tx,
      claimed.map(({ enrolment, ...reader }) => ({ ...enrolment, ...reader })),
    );
    for (const { enrolment } of claimed) {
      const passage = passages.get(enrolment.id);
      if (!passage) throw new Error(`enrolment ${enrolment.id} has no passage`);
      if (nextStep(passage, now).kind === "wait") await remind(tx, { enrolment, passage, now });
      else await goThroughGate(tx, { readerId: enrolment.readerId, passage, now });
    }
    return claimed.length;
  });
}

async function remind(tx: Database, input: { enrolment: Enrolment; passage: Passage; now: Date }): Promise<void> {
  const { enrolment, passage, now } = input;
  const { id, nudges } = enrolment;
  const newest = passage.lessons.find((lesson) => lesson.id === passage.had.at(-1)?.lessonId);
  if (!newest) throw new Error(`enrolment ${id} waits for the completion of a lesson that it never had`);
  await queueNotice(tx, {
    kind: "nudge",
    occasion: `enrolment:${id}:lesson:${newest.id}:${nudges + 1}`,
    enrolment,
    dueAt: now,
    now,
    values: { "notice.lesson": lessonPhrase(passage, newest) },
  });
  const { nudgeAfterDays: afterDays } = declaredPacing(passage.course.facts);
  const nudgeAt = nudgeAfter({ rhythm: passage.rhythm, nudges, afterDays, now });
  await changeEnrolment(tx, { id, nudges: nudges + 1, nudgeAt });
}
