import type { Database } from "../../db/connect.ts";
import { type Delivery, readDelivery } from "../../db/deliveries.ts";
import { type Enrolment, lockEnrolmentsOfReader } from "../../db/enrolments.ts";
import { lockReader, type Reader } from "../../db/readers.ts";
import { wakeWorkers } from "../../db/wake.ts";
import type { Context } from "../context.ts";
import { recordAct } from "./audit.ts";
import type { Author } from "./author.ts";

/** `already`: it stands otherwise by now, so nothing was changed; a button pressed twice ends here. */
export type Mended =
  | { kind: "done" }
  | { kind: "already" }
  | { kind: "unknown" }
  | { kind: "impossible"; words: string };

export type Mending = { author: Pick<Author, "id" | "name">; deliveryId: number };

export const already: Mended = { kind: "already" };

export function impossible(words: string): Extract<Mended, { kind: "impossible" }> {
  return { kind: "impossible", words };
}

export type Found = {
  author: Mending["author"];
  delivery: Delivery;
  reader: Reader;
  enrolment: Enrolment | null;
  now: Date;
};

/** Reader, then enrolments, then the delivery anew: whatever a worker or another author did by then is seen. */
export function mending(
  context: Context,
  { author, deliveryId }: Mending,
  change: (tx: Database, found: Found) => Promise<Mended>,
): Promise<Mended> {
  return context.db.transaction(async (tx): Promise<Mended> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const seen = await readDelivery(tx, { id: deliveryId });
    const reader = seen === null ? null : await lockReader(tx, { id: seen.readerId });
    if (seen === null || reader === null) return { kind: "unknown" };
    const enrolments = await lockEnrolmentsOfReader(tx, { readerId: reader.id });
    const delivery = await readDelivery(tx, { id: deliveryId });
    if (delivery === null) return { kind: "unknown" };
    const enrolment = enrolments.find(({ id }) => id === delivery.enrolmentId) ?? null;
    const outcome = await change(tx, { author, delivery, reader, enrolment, now });
    if (outcome.kind === "done") await wakeWorkers(tx);
    return outcome;
  });
}

/** Notes whose act it was, in its transaction. */
export function note(tx: Database, { author, delivery, now }: Found, act: string): Promise<void> {
  const { id: deliveryId, readerId, courseId, newsletterId, issueId, reason } = delivery;
  const about = { readerId, deliveryId, courseId: courseId ?? undefined, newsletterId: newsletterId ?? undefined };
  return recordAct(tx, { author, act, now, ...about, issueId: issueId ?? undefined, facts: { error: reason } });
}
