import { findNoticeVersion } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import type { Enrolment } from "../db/enrolments.ts";
import { planNotice } from "../db/planning.ts";
import { type Reader, readReader } from "../db/readers.ts";
import type { NoticeKind } from "../db/schema/courses.ts";
import { spokenSendTime } from "../domain/calendar.ts";
import { spokenZone } from "../domain/spoken.ts";
import { donePhrase, weekdayPhrase } from "../domain/streaks.ts";
import { settingPhrases } from "./courses/setting-phrases.ts";
import { nameValue, variantFor } from "./lesson-values.ts";
import { passageProgress, readPassage } from "./passage.ts";

/**
 * Queues a notice about an enrolment, once for its occasion; says whether this call made it. Notices may go at any
 * hour. Of a course without such a notice, none is owed.
 */
export async function queueNotice(
  db: Database,
  input: {
    kind: NoticeKind;
    occasion: string;
    enrolment: Enrolment;
    dueAt: Date;
    now: Date;
    /** What this notice says beyond what every notice does, such as `notice.next`. */
    values?: Readonly<Record<string, string>>;
    addressChangeId?: number;
    /** Also where the provider refused it: the author asked for it again. */
    again?: boolean;
  },
): Promise<boolean> {
  const { kind, occasion, enrolment, dueAt, now } = input;
  const versionId = await findNoticeVersion(db, { courseId: enrolment.courseId, kind });
  if (versionId === null) return false;
  const reader = await readReader(db, { id: enrolment.readerId });
  if (!reader) throw new Error(`enrolment ${enrolment.id} has no reader`);
  const named = nameFor({ kind, enrolment, reader });
  const planned = {
    readerId: reader.id,
    courseId: enrolment.courseId,
    enrolmentId: enrolment.id,
    // Said outright: what was cancelled for the same occasion may have been a newsletter's.
    newsletterId: null,
    notice: kind,
    occasion,
    versionId,
    variant: variantFor(named),
    values: {
      values: { ...nameValue(named), ...(await noticeValues(db, { enrolment, reader })), ...input.values },
      choices: {},
    },
    addressChangeId: input.addressChangeId ?? null,
    dueAt,
    plannedAt: now,
  };
  return planNotice(db, planned, { again: input.again ?? false });
}

/** Who may be a stranger is not told what our reader is called. */
function nameFor(input: { kind: NoticeKind; enrolment: Enrolment; reader: Reader }): string | null {
  const { kind, enrolment, reader } = input;
  if (kind === "address-change") return null;
  return enrolment.state === "unconfirmed" ? enrolment.asked.name : reader.name;
}

async function noticeValues(
  db: Database,
  { enrolment, reader }: { enrolment: Enrolment; reader: Reader },
): Promise<Record<string, string>> {
  const rhythm = enrolment.state === "unconfirmed" ? enrolment.asked : reader;
  const passage = await readPassage(db, { ...enrolment, zone: rhythm.zone, sendMinute: rhythm.sendMinute });
  return {
    "notice.when": whenPhrase({ ...rhythm, weekdays: enrolment.weekdays }),
    "notice.done": donePhrase(passageProgress(passage)),
    ...settingPhrases(passage.course.facts),
  };
}

/** "every day at 7:00 AM, Berlin time". */
export function whenPhrase(rhythm: { zone: string; sendMinute: number; weekdays: number }): string {
  return `${weekdayPhrase(rhythm.weekdays)} at ${spokenSendTime(rhythm.sendMinute)}, ${spokenZone(rhythm.zone)} time`;
}
