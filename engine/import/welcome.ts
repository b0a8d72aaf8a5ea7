import type { Database } from "../../db/connect.ts";
import { listEnrolmentsOfReader } from "../../db/enrolments.ts";
import { localDay } from "../../domain/calendar.ts";
import { startPhrase } from "../courses/setting-phrases.ts";
import { queueNewsletterNotice } from "../letters/notices.ts";
import { queueNotice } from "../notices.ts";
import type { Places } from "./offered.ts";
import type { Placed, Taking } from "./take-over.ts";

type Begun = { taking: Taking; placed: readonly Placed[]; begun: Set<string>; followed: Set<string> };

/**
 * Welcomes by mail whoever begins a course or follows a newsletter by this step: one message to each address, whatever
 * the row asks for. A run begins once in a reader's life here and a follow that was left is not taken up again, so no
 * number of imports sends anybody a second one; and like every notice it is looked at when it goes, so nothing reaches
 * an address that must not be written to.
 */
export async function welcome(tx: Database, { taking, placed, begun, followed }: Begun): Promise<void> {
  const { places, now } = taking;
  for (const one of placed) {
    const { readerId, wanted } = one;
    const place = wanted.course && places.courses.get(wanted.course.slug);
    if (place && begun.has(`${readerId}:${place.course.id}`)) {
      await welcomeToCourse(tx, { one, place, now });
      continue;
    }
    const slug = wanted.newsletters.find((name) => followed.has(`${readerId}:${places.newsletters.get(name)}`));
    const newsletterId = slug === undefined ? undefined : places.newsletters.get(slug);
    if (slug === undefined || newsletterId === undefined) continue;
    const newsletter = { id: newsletterId, title: places.titles.get(slug) ?? slug };
    const occasion = `follow:${newsletterId}:${localDay(now, "UTC")}`;
    const reader = { id: readerId, name: wanted.name };
    await queueNewsletterNotice(tx, { kind: "welcome", occasion, newsletter, reader, now });
  }
}

type Place = NonNullable<ReturnType<Places["courses"]["get"]>>;

async function welcomeToCourse(tx: Database, input: { one: Placed; place: Place; now: Date }): Promise<void> {
  const { one, place, now } = input;
  const { course } = place;
  const enrolments = await listEnrolmentsOfReader(tx, { readerId: one.readerId });
  const enrolment = enrolments.find(({ courseId }) => courseId === course.id);
  if (!enrolment) throw new Error(`reader ${one.readerId} began course ${course.id} and has no enrolment in it`);
  const values = { "notice.start": startOf(one, course.facts.start) };
  await queueNotice(tx, { kind: "welcome", occasion: `run:${enrolment.id}`, enrolment, dueAt: now, now, values });
}

/** Nobody pressed a button now, so a course that begins with one begins at the next hour; some go on in the middle. */
function startOf({ wanted }: Placed, start: Place["course"]["facts"]["start"]): string {
  const nextLesson = wanted.course?.nextLesson ?? 1;
  if (nextLesson > 1) return `Day ${nextLesson} comes at your next send time`;
  return startPhrase(start === "confirmation" ? "next send time" : start);
}
