import type { Database } from "../../db/connect.ts";
import { findNewsletterNoticeVersion } from "../../db/letters/notices.ts";
import { planNotice } from "../../db/planning.ts";
import type { Reader } from "../../db/readers.ts";
import type { NoticeKind } from "../../db/schema/courses.ts";
import { nameValue, variantFor } from "../lesson-values.ts";

export type NewsletterNotice = {
  kind: Extract<NoticeKind, "confirm" | "welcome" | "find-link" | "address-change" | "address-changed">;
  occasion: string;
  newsletter: { id: number; title: string };
  reader: Pick<Reader, "id" | "name">;
  /** Calendar time. Notices may go at any hour, so it is due at once where nothing else is said. */
  now: Date;
  dueAt?: Date;
  /** What this notice says beyond what every one does, such as `notice.address`. */
  values?: Readonly<Record<string, string>>;
  addressChangeId?: number;
};

/**
 * Queues a notice about a newsletter, once for its occasion; says whether this call made it. A newsletter whose notices
 * were not published yet owes none.
 */
export async function queueNewsletterNotice(db: Database, input: NewsletterNotice): Promise<boolean> {
  const { kind, occasion, newsletter, reader, now } = input;
  const versionId = await findNewsletterNoticeVersion(db, { newsletterId: newsletter.id, kind });
  if (versionId === null) return false;
  // Who may be a stranger is not told what our reader is called.
  const name = kind === "address-change" ? null : reader.name;
  return planNotice(db, {
    readerId: reader.id,
    newsletterId: newsletter.id,
    // Said outright: what was cancelled for the same occasion may have been a course's.
    courseId: null,
    enrolmentId: null,
    notice: kind,
    occasion,
    versionId,
    variant: variantFor(name),
    values: { values: { ...nameValue(name), "newsletter.title": newsletter.title, ...input.values }, choices: {} },
    addressChangeId: input.addressChangeId ?? null,
    dueAt: input.dueAt ?? now,
    plannedAt: now,
  });
}
