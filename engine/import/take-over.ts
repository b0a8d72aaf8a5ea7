import type { Database } from "../../db/connect.ts";
import { lockEnrolmentsOfReader } from "../../db/enrolments.ts";
import {
  addConsents,
  addReaders,
  addTags,
  beginRuns,
  changeReaders,
  follow,
  type ImportedConsent,
  type KnownReader,
  lockRunsOf,
  type NewRun,
  suppressAddresses,
} from "../../db/importing.ts";
import { readReader } from "../../db/readers.ts";
import type { ImportPlan } from "../../domain/import/plan.ts";
import type { Wanted } from "../../domain/import/row.ts";
import { firstDue, type Start } from "../../domain/schedule.ts";
import { reschedule } from "../change-rhythm.ts";
import { leaveEverything } from "../leave.ts";
import type { Places } from "./offered.ts";
import type { Hashed, Sorted } from "./sort.ts";
import { welcome } from "./welcome.ts";

export type Taking = {
  sorted: Sorted;
  plan: ImportPlan;
  places: Places;
  /** What the author stated about the consent, and the file it came in. */
  statement: string;
  fileName: string;
  now: Date;
};

export type TakenOver = {
  added: number;
  changed: number;
  known: number;
  stopped: number;
  enrolled: number;
  followed: number;
};

/** A reader that this step puts into courses and newsletters, with what of the row holds for them. */
export type Placed = { readerId: number; wanted: Wanted; rhythm: { zone: string; sendMinute: number }; isNew: boolean };

/**
 * Makes readers of a step's rows, in sets. Nobody is written to by it, unless the author wants them welcomed: whoever begins a course gets the lesson at their
 * own next send time, by the same rules as everybody.
 */
export async function takeOver(tx: Database, taking: Taking): Promise<TakenOver> {
  const { sorted, plan, now } = taking;
  // All at once: reader by reader, in the order of the file, this and a batch being settled could wait for each other.
  const mayMove = plan.changes.includes("zone") || plan.changes.includes("sendTime");
  const touched = [...(mayMove ? sorted.known : []), ...sorted.stops];
  await lockRunsOf(tx, { readerIds: touched.flatMap(({ known }) => known?.id ?? []) });
  const readers = sorted.fresh.map(({ wanted, addressHash }) => {
    const { address, name, zone, sendMinute } = wanted;
    return { address, addressHash, name, zone, sendMinute };
  });
  const ids = readers.length === 0 ? new Map<string, number>() : await addReaders(tx, { readers, now });
  const fresh = sorted.fresh.flatMap(({ wanted, addressHash }): Placed[] => {
    const readerId = ids.get(addressHash);
    // Signed up in this very moment: theirs is the newer word.
    return readerId === undefined ? [] : [{ readerId, wanted, rhythm: wanted, isNew: true }];
  });
  const changed = await changeKnown(tx, taking);
  const placed = [...fresh, ...changed];
  const begun = await begin(tx, { taking, placed });
  const followed = await followAll(tx, { taking, placed });
  const tagged = placed.filter(({ isNew }) => isNew || taking.plan.changes.includes("tags"));
  await addTags(tx, {
    now,
    tagged: tagged.flatMap(({ readerId, wanted }) => wanted.tags.map((tag) => ({ readerId, tag }))),
  });
  await recordConsents(tx, { taking, placed, begun, followed });
  if (plan.welcome) await welcome(tx, { taking, placed, begun, followed });
  await stop(tx, taking);
  return {
    added: fresh.length,
    changed: changed.length,
    known: sorted.known.length - changed.length + sorted.fresh.length - fresh.length,
    stopped: sorted.stops.length,
    enrolled: begun.size,
    followed: followed.size,
  };
}

/** Changes of known readers what the author allowed, and returns those of whom anything may be changed. */
async function changeKnown(tx: Database, { sorted, plan, now }: Taking): Promise<Placed[]> {
  const may = (what: ImportPlan["changes"][number]) => plan.changes.includes(what);
  if (plan.changes.length === 0) return [];
  const changes = sorted.known.map(({ known, wanted }) => ({
    id: known.id,
    name: may("name") ? wanted.name : null,
    zone: may("zone") && wanted.given.zone ? wanted.zone : null,
    sendMinute: may("sendTime") && wanted.given.sendTime ? wanted.sendMinute : null,
    confirmedAt: (may("course") && wanted.course) || (may("newsletter") && wanted.newsletters.length > 0) ? now : null,
  }));
  await changeReaders(tx, { changes });
  const moved = new Set<number>();
  for (const [place, { known }] of sorted.known.entries()) {
    const change = changes[place];
    if (!change) continue;
    const hasMoved =
      (change.zone !== null && change.zone !== known.zone) ||
      (change.sendMinute !== null && change.sendMinute !== known.sendMinute);
    if (hasMoved) moved.add(known.id);
  }
  for (const readerId of moved) await rescheduleAll(tx, { readerId, now });
  return sorted.known.map(({ known, wanted }, place) => ({
    readerId: known.id,
    wanted,
    rhythm: rhythmOf(known, changes[place]),
    isNew: false,
  }));
}

function rhythmOf(known: KnownReader, change: { zone: string | null; sendMinute: number | null } | undefined) {
  return { zone: change?.zone ?? known.zone, sendMinute: change?.sendMinute ?? known.sendMinute };
}

/** The hour and the zone are the reader's and not one course's: those under way move with them. */
async function rescheduleAll(tx: Database, { readerId, now }: { readerId: number; now: Date }): Promise<void> {
  const reader = await readReader(tx, { id: readerId });
  if (!reader) return;
  const enrolments = await lockEnrolmentsOfReader(tx, { readerId });
  for (const enrolment of enrolments) await reschedule(tx, { reader, enrolment, now });
}

async function begin(
  tx: Database,
  { taking, placed }: { taking: Taking; placed: readonly Placed[] },
): Promise<Set<string>> {
  const { plan, places, sorted, now } = taking;
  const runs = placed.flatMap(({ readerId, wanted, rhythm, isNew }): NewRun[] => {
    if (wanted.course === null || (!isNew && !plan.changes.includes("course"))) return [];
    const place = places.courses.get(wanted.course.slug);
    if (!place || sorted.runs.has(`${readerId}:${place.course.id}`)) return [];
    const { nextLesson } = wanted.course;
    const due = dueOf({ start: place.course.facts.start, nextLesson, rhythm, now });
    return [
      {
        readerId,
        courseId: place.course.id,
        asked: { name: wanted.name, zone: rhythm.zone, sendMinute: rhythm.sendMinute },
        nextSendAt: due.dueAt,
        nextSlotAt: due.slotAt,
        passedLessonIds: place.lessons.slice(0, nextLesson - 1).map(({ id }) => id),
      },
    ];
  });
  return beginRuns(tx, { runs, now });
}

/**
 * A course that starts with the press of a button starts here with the next send time, for nobody pressed anything now;
 * and who is in the middle of one does not wait for a Monday.
 */
function dueOf(input: { start: Start; nextLesson: number; rhythm: { zone: string; sendMinute: number }; now: Date }) {
  const { start, nextLesson, rhythm, now } = input;
  const isUnderWay = nextLesson > 1 && typeof start === "string";
  const { zone, sendMinute } = rhythm;
  return firstDue({
    start: start === "confirmation" || isUnderWay ? "next send time" : start,
    rhythm: { zone, sendMinute, weekdays: 127, everyDays: 1 },
    confirmedAt: now,
    last: null,
  });
}

async function followAll(
  tx: Database,
  { taking, placed }: { taking: Taking; placed: readonly Placed[] },
): Promise<Set<string>> {
  const { plan, places, now } = taking;
  const follows = placed.flatMap(({ readerId, wanted, isNew }) => {
    if (!isNew && !plan.changes.includes("newsletter")) return [];
    return wanted.newsletters.flatMap((slug) => {
      const newsletterId = places.newsletters.get(slug);
      return newsletterId === undefined ? [] : [{ readerId, newsletterId }];
    });
  });
  return follow(tx, { follows, now });
}

/** One for each thing that began; who came without any agreed to be here at all. */
async function recordConsents(
  tx: Database,
  input: { taking: Taking; placed: readonly Placed[]; begun: Set<string>; followed: Set<string> },
): Promise<void> {
  const { taking, placed, begun, followed } = input;
  const { places, statement, fileName, now } = taking;
  const consents = placed.flatMap(({ readerId, wanted, isNew }): ImportedConsent[] => {
    const courseId = wanted.course && places.courses.get(wanted.course.slug)?.course.id;
    const purposes = [
      ...(begun.has(`${readerId}:${courseId}`) ? [`course:${wanted.course?.slug}`] : []),
      ...wanted.newsletters
        .filter((slug) => followed.has(`${readerId}:${places.newsletters.get(slug)}`))
        .map((slug) => `newsletter:${slug}`),
    ];
    const source = wanted.consentSource === null ? "" : ` (${wanted.consentSource})`;
    const proof = { readerId, form: `import: ${fileName}${source}`, words: statement, at: wanted.consentAt ?? now };
    return (purposes.length === 0 && isNew ? ["address"] : purposes).map((purpose) => ({ ...proof, purpose }));
  });
  await addConsents(tx, { consents });
}

/** Who reads here and left elsewhere leaves here as by a press of their own, with all that is queued for them. */
async function stop(tx: Database, { sorted, now }: Taking): Promise<void> {
  await suppressAddresses(tx, {
    stops: sorted.stops.map(({ addressHash, stop: reason }) => ({ addressHash, reason })),
    now,
  });
  for (const { known } of sorted.stops.filter(isKnown)) {
    const reader = await readReader(tx, { id: known.id });
    if (reader) await leaveEverything(tx, { reader, becauseOf: null, now });
  }
}

function isKnown<One extends Hashed>(one: One): one is One & { known: KnownReader } {
  return one.known !== null;
}
