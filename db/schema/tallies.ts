import { sql } from "drizzle-orm";
import { check, date, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant, reference } from "./columns.ts";
import { course, lesson } from "./courses.ts";
import { delivery } from "./deliveries.ts";
import { newsletter } from "./letters.ts";

/**
 * What is counted. Those of a passage count first runs (`asked` to `cohortFinished`), the others all runs:
 *
 * - `asked`, `joined`, `finished`, `left`: on the day on which it happened; of a newsletter by its consents.
 * - `cohortConfirmed`, `cohortBegan`, `cohortFinished`: on the day of asking, so that a funnel follows the same people.
 * - `standing`: runs whose newest lesson is this one; `leftAt`: those of them that were left. Of no day.
 * - `accepted`, `again` (copies that the author sent), `uncertain`, `refused`, and the fates: messages, on the day of
 *   hand-over, the fates as well, so that a rate is a share of the messages of that day.
 * - `done`, `easy`, `right`, `hard`: completions.
 * - `opened`, `clicked`, `machine`: messages that a person opened or clicked, and those that only machines looked at.
 * - `read`: signs that a person read, by hour of their week.
 */
export const measures = [
  "asked",
  "joined",
  "finished",
  "left",
  "cohortConfirmed",
  "cohortBegan",
  "cohortFinished",
  "standing",
  "leftAt",
  "accepted",
  "again",
  "uncertain",
  "refused",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "done",
  "easy",
  "right",
  "hard",
  "opened",
  "clicked",
  "machine",
  "read",
] as const;
export type Measure = (typeof measures)[number];

/** What a number is of: whatever does not apply is empty. Days are those of UTC. */
const keyColumns = () => ({
  measure: text({ enum: measures }).notNull(),
  day: date({ mode: "string" }),
  courseId: reference(),
  newsletterId: reference(),
  lessonId: reference(),
  /** The hour of a reader's own week, from 0 (Monday after midnight) to 167, by their clock of then. */
  weekHour: integer(),
  count: integer().notNull(),
});

/** How often each thing has happened, without what `tally_change` still holds: whoever asks adds the two up. */
export const tally = pgTable("tally", keyColumns(), (table) => [
  unique("tally_once")
    .on(table.measure, table.courseId, table.newsletterId, table.lessonId, table.day, table.weekHour)
    .nullsNotDistinct(),
]);

/**
 * What transactions have added and taken away, appended by triggers on the tables that are counted and by nothing else.
 * Appended, because a counter that everybody adds to would make all who send wait for each other. No keys and no
 * indexes, because each would be paid for with every message. A lane of the worker's tick folds it into `tally`.
 */
export const tallyChange = pgTable("tally_change", keyColumns());

/** Whether a message was looked at, judged from its events: what the figures count. Calendar time. */
export const reading = pgTable(
  "reading",
  {
    deliveryId: reference()
      .primaryKey()
      .references(() => delivery.id, { onDelete: "cascade" }),
    /** As its delivery's: repeated, because by the time an erasure comes here the delivery is gone. */
    courseId: reference().references(() => course.id),
    newsletterId: reference().references(() => newsletter.id),
    lessonId: reference().references(() => lesson.id),
    /** When anything looked at it first. */
    seenAt: instant().notNull(),
    /** When a person first did. */
    openedAt: instant(),
    clickedAt: instant(),
    /** The hour of the reader's own week at which a person first showed. */
    weekHour: integer(),
  },
  (table) => [
    check("reading_hour_in_week", sql`${table.weekHour} between 0 and 167`),
    check(
      "only_a_person_has_an_hour",
      sql`${table.weekHour} is null or num_nonnulls(${table.openedAt}, ${table.clickedAt}) > 0`,
    ),
  ],
);
