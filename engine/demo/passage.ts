import { addDays, type Day, instantOf, localDay, startOfDay } from "../../domain/calendar.ts";
import { firstDue, type Start } from "../../domain/schedule.ts";
import { askedAt, type DemoPerson } from "./people.ts";
import { scatter } from "./scatter.ts";

/** One lesson as a fictional reader had it. */
export type DemoLesson = {
  index: number;
  slotAt: Date;
  hadAt: Date;
  fate: "delivered" | "bounced" | "complained" | "refused";
  /** When it was opened, by whom, as far as a letter can see; empty for whoever shows nothing. */
  seen: { at: Date; by: "person" | "proxy" } | null;
  done: { at: Date; felt: "easy" | "right" | "hard" | null } | null;
};

export type DemoPassage = {
  askedAt: Date;
  confirmedAt: Date | null;
  state: "unconfirmed" | "active" | "paused" | "finished" | "left";
  endedAt: Date | null;
  /** Of a pause of their own: the day on which it ends, if they said one. */
  pause: { reason: "reader" | "suppressed" | "refused"; untilDay: Day | null } | null;
  lessons: DemoLesson[];
};

const minuteMs = 60_000;

/**
 * What has become of a fictional reader until now: one lesson a local day at their own hour, as the rules would have it.
 * Some never confirm, some leave, most of them early or at the first hard lesson; some go on getting lessons without
 * doing them; some rest for a week; a few addresses are gone.
 */
export function passageOf(person: DemoPerson, course: { start: Start; lessons: number }, now: Date): DemoPassage {
  const { number } = person;
  const asked = askedAt(person, now);
  const confirmed = new Date(asked.getTime() + (1 + Math.floor(scatter(number, 14) ** 3 * 400)) * minuteMs);
  const nobody = { askedAt: asked, confirmedAt: null, endedAt: null, pause: null, lessons: [] };
  if (scatter(number, 1) < 0.09 || confirmed >= now) return { ...nobody, state: "unconfirmed" };
  const begun = { askedAt: asked, confirmedAt: confirmed };
  return { ...begun, ...walk({ person, course, confirmedAt: confirmed, now }) };
}

type Way = { person: DemoPerson; course: { start: Start; lessons: number }; confirmedAt: Date; now: Date };

function walk({ person, course, confirmedAt, now }: Way): Omit<DemoPassage, "askedAt" | "confirmedAt"> {
  const { zone, sendMinute: minute } = person;
  const lessons: DemoLesson[] = [];
  const ended = (state: "left" | "finished", last: DemoLesson) => ({
    state,
    endedAt: new Date(Math.min(now.getTime(), last.hadAt.getTime() + (state === "left" ? 90 * minuteMs : 0))),
    pause: null,
    lessons,
  });
  const rhythm = { zone, sendMinute: minute, weekdays: 127, everyDays: 1 };
  let { slotAt } = firstDue({ start: course.start, rhythm, confirmedAt, last: null });
  for (let index = 0; index < course.lessons && slotAt < now; index += 1) {
    const lesson = had(person, { index, slotAt, now });
    lessons.push(lesson);
    if (lesson.fate === "bounced") return { state: "paused", endedAt: null, pause: byBounce, lessons };
    if (index + 1 === course.lessons) return ended("finished", lesson);
    if (lesson.fate === "complained" || leavesAfter(person, index)) return ended("left", lesson);
    const rest = restAfter(person, index);
    const day = addDays(localDay(slotAt, zone), 1 + rest);
    slotAt = instantOf({ day, minute, zone });
    if (rest > 0 && startOfDay(day, zone) > now) {
      const untilDay = scatter(person.number, 16) < 0.6 ? day : null;
      return { state: "paused", endedAt: null, pause: { reason: "reader", untilDay }, lessons };
    }
  }
  return { state: "active", endedAt: null, pause: null, lessons };
}

/** The same passage with its newest lesson refused by the provider: it waits for the author. */
export function refusedNow(passage: DemoPassage): DemoPassage {
  const [newest, ...before] = passage.lessons.toReversed();
  if (!newest) return passage;
  const refused: DemoLesson = { ...newest, fate: "refused", seen: null, done: null };
  const lessons = [...before.toReversed(), refused];
  return { ...passage, state: "paused", pause: { reason: "refused", untilDay: null }, lessons };
}

const byBounce = { reason: "suppressed", untilDay: null } as const;

/** The ninth lesson is the first that asks for a side plank, and it shows. */
const hardLesson = 8;

function leavesAfter({ number, keenness }: DemoPerson, index: number): boolean {
  const weariness = index === hardLesson ? 0.11 : index < 3 ? 0.035 : 0.007;
  return scatter(number, 700 + index) < weariness * (1.4 - keenness * 0.8);
}

/** For how many days they rest after this lesson. */
function restAfter({ number }: DemoPerson, index: number): number {
  return scatter(number, 800 + index) < 0.005 ? 4 + Math.floor(scatter(number, 15) * 8) : 0;
}

function had(person: DemoPerson, { index, slotAt, now }: { index: number; slotAt: Date; now: Date }): DemoLesson {
  const { number } = person;
  const hadAt = new Date(slotAt.getTime() + Math.floor(scatter(number, 900 + index) * 20_000));
  const fate = fateOf(number, index);
  const lesson: DemoLesson = { index, slotAt, hadAt, fate, seen: null, done: null };
  if (fate === "bounced") return lesson;
  const awakeAt = new Date(hadAt.getTime() + (2 + Math.floor(scatter(number, 300 + index) ** 3 * 500)) * minuteMs);
  const looks = isReading(person, index) && awakeAt < now;
  if (person.mailProgram === "proxied") lesson.seen = { at: new Date(hadAt.getTime() + 4_000), by: "proxy" };
  if (person.mailProgram === "open" && looks) lesson.seen = { at: awakeAt, by: "person" };
  const doneAt = new Date(awakeAt.getTime() + (9 + Math.floor(scatter(number, 400 + index) * 25)) * minuteMs);
  if (looks && doneAt < now && scatter(number, 100 + index) < 0.55 + person.keenness * 0.42) {
    lesson.done = { at: doneAt, felt: feltOf(scatter(number, 500 + index), index) };
  }
  return lesson;
}

function fateOf(number: number, index: number): DemoLesson["fate"] {
  // Most addresses that do not exist show with the first message; some mailboxes are closed later.
  if (scatter(number, 17) < 0.012 && index === (scatter(number, 18) < 0.7 ? 0 : 6)) return "bounced";
  return scatter(number, 19) < 0.002 && index === 2 ? "complained" : "delivered";
}

/** Many go on getting lessons and stop reading them, sooner the less keen they are. */
function isReading({ number, keenness }: DemoPerson, index: number): boolean {
  const fadesAt = 4 + Math.floor((keenness * 1.6 + scatter(number, 20)) * 22);
  return index < fadesAt && scatter(number, 600 + index) < 0.7 + keenness * 0.28;
}

/** A course gets harder as it goes on. */
function feltOf(chance: number, index: number): "easy" | "right" | "hard" | null {
  if (chance < 0.35) return null;
  const isHard = index === hardLesson ? 0.3 : 0;
  if (chance < 0.55 - index * 0.004 - isHard / 2) return "easy";
  return chance < 0.86 - index * 0.005 - isHard ? "right" : "hard";
}
