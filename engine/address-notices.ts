import type { Database } from "../db/connect.ts";
import { readEnrolment } from "../db/enrolments.ts";
import { findNewslettersById } from "../db/letters/newsletters.ts";
import type { Reader } from "../db/readers.ts";
import { queueNewsletterNotice } from "./letters/notices.ts";
import { queueNotice } from "./notices.ts";

/** What a message is about, and in whose name others may follow it: one enrolment or one newsletter. */
export type InNameOf = { enrolmentId: number | null; newsletterId: number | null };

type AddressNotice = {
  kind: "address-change" | "address-changed";
  occasion: string;
  reader: Reader;
  inNameOf: InNameOf;
  addressChangeId: number;
  now: Date;
  values: Readonly<Record<string, string>>;
};

/** Queues a letter about a change of address. It says nothing of what the reader reads, but it has to be of something. */
export async function queueAddressNotice(tx: Database, notice: AddressNotice): Promise<void> {
  const { inNameOf, reader, now, ...said } = notice;
  const { enrolmentId, newsletterId } = inNameOf;
  if (enrolmentId !== null) {
    const enrolment = await readEnrolment(tx, { id: enrolmentId });
    if (enrolment?.readerId !== reader.id) throw new Error(`enrolment ${enrolmentId} is not reader ${reader.id}'s`);
    await queueNotice(tx, { ...said, enrolment, dueAt: now, now });
    return;
  }
  if (newsletterId === null) throw new Error(`a letter to reader ${reader.id} belongs to nothing`);
  const newsletter = (await findNewslettersById(tx, { ids: [newsletterId] })).get(newsletterId);
  if (!newsletter) throw new Error(`there is no newsletter ${newsletterId}`);
  await queueNewsletterNotice(tx, { ...said, newsletter, reader, now });
}
