import { findCourse } from "../../db/catalogue.ts";
import { moveCalendar } from "../../db/clock.ts";
import type { Database } from "../../db/connect.ts";
import { addDemoEnrolments, addDemoReaders } from "../../db/demo.ts";
import { instantOf, localDay, localMinute } from "../../domain/calendar.ts";
import { hashAddress } from "../../engine/context.ts";
import { demoPeople } from "../../engine/demo/people.ts";
import { testSettings } from "./context.ts";

/** A Thursday on which no zone moves its clock. */
const dueAt = new Date("2026-11-26T07:00:00Z");

/** Names that a mail must survive, among ordinary ones. */
const awkwardNames = ["O'Brien <b>&\"", "מיכל 🏃‍♀️", "Ng", "Jean-François d'Ormesson de la Très Longue Prairie"];

/** Sets the calendar to the minute at which the readers below are due. */
export async function beginDueMorning(db: Database): Promise<void> {
  await moveCalendar(db, { calendarAt: dueAt });
}

/**
 * Enrols `count` readers of sixteen zones whose first lesson of the course is due at that minute, each at a send time
 * of their own. The same number is always the same reader; `from` goes on where an earlier call ended. Returns their
 * addresses.
 */
export async function addDueReaders(
  db: Database,
  input: { from?: number; count: number; course: string },
): Promise<string[]> {
  const { from = 0, count, course } = input;
  const people = peopleOf({ from, count });
  await db.transaction(async (tx) => {
    const rows = people.map((person) => ({ ...person, addressHash: hashAddress(testSecrets, person.address) }));
    const ids = await addDemoReaders(tx, rows);
    await enrol(tx, { people, ids, course });
  });
  return people.map(({ address }) => address);
}

const testSecrets = { settings: testSettings() };

type Person = ReturnType<typeof peopleOf>[number];

function peopleOf({ from, count }: { from: number; count: number }) {
  return demoPeople({ from, count }).map(({ address, name, zone, number }) => ({
    address,
    name: number % 25 === 0 ? (awkwardNames[(number / 25) % awkwardNames.length] ?? name) : name,
    zone,
    sendMinute: localMinute(dueAt, zone),
    createdAt: yesterday,
    confirmedAt: yesterday,
  }));
}

const yesterday = new Date(dueAt.getTime() - 86_400_000);

async function enrol(
  db: Database,
  input: { people: readonly Person[]; ids: ReadonlyMap<string, number>; course: string },
): Promise<void> {
  const course = await findCourse(db, { slug: input.course });
  if (!course) throw new Error(`the course ${input.course} is not published`);
  const rows = input.people.map(({ address, name, zone, sendMinute }) => {
    const slotAt = instantOf({ day: localDay(dueAt, zone), minute: sendMinute, zone });
    return {
      readerId: input.ids.get(address) ?? 0,
      courseId: course.id,
      run: 1,
      state: "active",
      asked: { name, zone, sendMinute },
      createdAt: yesterday,
      confirmedAt: yesterday,
      nextSendAt: slotAt,
      nextSlotAt: slotAt,
    } as const;
  });
  await addDemoEnrolments(db, rows);
}
