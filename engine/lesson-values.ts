import type { Lesson } from "../db/catalogue.ts";
import type { DeliveryValues } from "../db/schema/deliveries.ts";
import { donePhrase, streakPhrase } from "../domain/streaks.ts";
import { liveLessons, type Passage, passageProgress } from "./passage.ts";

/** The variant of a message for a reader of this name. */
export function variantFor(name: string | null): "named" | "unnamed" {
  return name === null ? "unnamed" : "named";
}

/**
 * A reader's own values of one lesson: finished phrases, and a choice for each day of the lesson's week. They hold no
 * links and no tokens; those are made when the message is filled.
 */
export function lessonValues(input: { passage: Passage; lesson: Lesson; name: string | null }): DeliveryValues {
  const { passage, lesson, name } = input;
  const progress = passageProgress(passage, lesson);
  const week = liveLessons(passage).filter((one) => one.week === lesson.week);
  return {
    values: {
      ...nameValue(name),
      "progress.streak": streakPhrase(progress.streak),
      "progress.done": donePhrase(progress),
    },
    choices: Object.fromEntries(
      week.map((one, index) => [`progress.week.${index}`, progress.marks.get(String(one.id)) ?? "coming"]),
    ),
  };
}

/** The number of a lesson in today's order; one that was retired since keeps the one that it had. */
export function dayOf(passage: Pick<Passage, "lessons">, lesson: Lesson): number {
  return liveLessons(passage).findIndex(({ id }) => id === lesson.id) + 1 || lesson.position;
}

/** "Day 5: The sides of you". */
export function lessonPhrase(passage: Pick<Passage, "lessons">, lesson: Lesson): string {
  return `Day ${dayOf(passage, lesson)}: ${lesson.title}`;
}

/** No name, no value: the unnamed variant has no place for one. */
export function nameValue(name: string | null): Record<string, string> {
  return name === null ? {} : { "reader.name": name };
}
