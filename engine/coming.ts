import type { Database } from "../db/connect.ts";
import { readDelivery } from "../db/deliveries.ts";
import type { Enrolment } from "../db/enrolments.ts";
import type { Reader } from "../db/readers.ts";
import { spokenDay, spokenInstant, spokenZone } from "../domain/spoken.ts";
import { spokenSpan } from "../domain/spoken-span.ts";
import { dueOf } from "./due.ts";
import { readPassage } from "./passage.ts";

/** When the next lesson of an enrolment comes; where there is no such time, `words` say why. */
export type Coming = { at: Date | null; words: string };

type Asked = { reader: Reader; enrolment: Enrolment; now: Date };

/** Reads what comes next as a sentence: at the day and the hour, or what it waits for. */
export async function readComing(db: Database, asked: Asked): Promise<Coming> {
  const { enrolment } = asked;
  switch (enrolment.state) {
    case "active":
      return readActive(db, asked);
    case "paused":
      return readPaused(db, asked);
    case "finished":
      return { at: null, words: "It is finished. Its lessons stay open." };
    case "unconfirmed":
      return { at: null, words: "It waits for you to press the button in our letter." };
    case "left":
    case "restarted":
      return { at: null, words: "You have left it. No further lesson comes." };
  }
}

async function readActive(db: Database, asked: Asked): Promise<Coming> {
  const { reader, enrolment, now } = asked;
  if (enrolment.wait === "completion") {
    return { at: null, words: "The next lesson comes once you have done the last one." };
  }
  const at = enrolment.nextSendAt ?? (await readQueuedAt(db, enrolment));
  // What is due already is as good as on its way: it goes out within a minute.
  if (at === null || at <= now) return { at: now, words: "The next lesson is on its way to you right now." };
  return { at, words: `The next lesson comes on ${spokenWhen(at, { reader, now })}.` };
}

/** When a lesson that waits in the queue may go; null where it is on its way. */
async function readQueuedAt(db: Database, { openDeliveryId }: Enrolment): Promise<Date | null> {
  const open = openDeliveryId === null ? null : await readDelivery(db, { id: openDeliveryId });
  return open?.state === "queued" ? open.dueAt : null;
}

async function readPaused(db: Database, { reader, enrolment, now }: Asked): Promise<Coming> {
  const { pauseReason, resumeAt, resumeDay } = enrolment;
  if (pauseReason === "refused") {
    const words = "Our mail service would not take the last lesson. We can see that and will put it right.";
    return { at: null, words };
  }
  if (pauseReason === "suppressed") {
    return { at: null, words: "Mail to your address came back, so nothing is sent. Another address would help." };
  }
  if (resumeAt === null || resumeDay === null) return { at: null, words: "It rests until you come back." };
  const passage = await readPassage(db, { ...reader, ...enrolment });
  const { dueAt: at } = dueOf(passage, { confirmedAt: enrolment.confirmedAt, now: resumeAt, fromDay: resumeDay });
  const next = `The next lesson comes on ${spokenWhen(at, { reader, now })}.`;
  return { at, words: `It rests until ${spokenDay(resumeDay)}. ${next}` };
}

/** "Tuesday, November 24, at 6:30 AM, Berlin time (that is in 14 hours)". */
function spokenWhen(at: Date, { reader, now }: { reader: Reader; now: Date }): string {
  const span = spokenSpan({ from: now, to: at });
  return `${spokenInstant(at, reader.zone)}, ${spokenZone(reader.zone)} time (that is ${span})`;
}
