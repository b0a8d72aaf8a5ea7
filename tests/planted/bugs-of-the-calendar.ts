import type { PlantedBug } from "./bug.ts";

const schedule = "domain/schedule.test.ts";
const changingCourse = "engine/changing-course.db.test.ts";

/** The calendar rules of the design. */
export const calendarBugs: readonly PlantedBug[] = [
  {
    name: "clock-change",
    gone: "An ambiguous local time is its first instant, one that does not exist moves forward (rule 3).",
    changes: [{ file: "domain/zoned.ts", find: `disambiguation: "compatible"`, put: `disambiguation: "later"` }],
    killers: ["domain/calendar.test.ts"],
  },
  {
    name: "one-lesson-a-day",
    gone: "A local date has one lesson of a course at most (rule 4).",
    changes: [
      {
        file: "domain/schedule.ts",
        find: `if (last && day <= localDay(last.slotAt, rhythm.zone)) return "had today";
  if (last && day < dayBehind(last, rhythm)) return "day off";`,
        put: "",
      },
    ],
    killers: [schedule, changingCourse],
  },
  {
    name: "twelve-hours",
    gone: "Two lessons lie twelve hours apart (rule 4).",
    changes: [{ file: "domain/schedule.ts", find: "const restMs = 12 * hourMs;", put: "const restMs = hourMs;" }],
    killers: [schedule],
  },
  {
    name: "no-starving",
    gone: "A missed lesson is due from five in the morning of the next day, so no rule starves a reader (rule 5).",
    changes: [
      {
        file: "domain/schedule.ts",
        find: "fromDay: yesterdayOf(now, rhythm), slotOf: morningSlotOn }",
        put: "fromDay: yesterdayOf(now, rhythm), slotOf: slotOn }",
      },
    ],
    killers: [schedule],
  },
  {
    name: "window-closes",
    gone: "A slot is served until nine in the evening or three hours after it (rule 5).",
    changes: [
      {
        file: "domain/schedule.ts",
        find: `if (now > windowOf({ rhythm, slotAt }).closesAt) return "closed";`,
        put: "",
      },
    ],
    killers: [schedule],
  },
  {
    name: "weekdays",
    gone: "A lesson goes out on allowed weekdays (rule 1).",
    changes: [
      {
        file: "domain/schedule.ts",
        find: `if (!check.startedByConfirming && !allows(rhythm, day)) return "closed";`,
        put: "",
      },
    ],
    killers: [schedule],
  },
  {
    name: "rules-checked-again",
    gone: "Window, weekday and twelve hours are checked again when a batch is composed (rule 9).",
    changes: [
      {
        file: "engine/admit.ts",
        find: "const off = putOffByTime({ ...slot, startedByConfirming });",
        put: "const off = now < slotAt ? putOffByTime({ ...slot, startedByConfirming }) : null;",
      },
    ],
    killers: [changingCourse],
  },
  {
    name: "under-way-counts-as-had",
    gone: "A lesson whose first attempt is under way counts as had (rule 4).",
    changes: [
      {
        file: "db/planning.ts",
        find: "and (${delivery.hadAt} is not null or ${delivery.state} = 'batched')",
        put: "and ${delivery.hadAt} is not null",
      },
    ],
    killers: [changingCourse],
  },
  {
    name: "insertion-behind",
    gone: "A lesson that is inserted behind a reader's place is left out (rule 7).",
    changes: [
      {
        file: "domain/pacing.ts",
        find: "return joinedAt.getTime() <= run.firstHadBehindMs;",
        put: "return joinedAt.getTime() > 0;",
      },
    ],
    killers: ["domain/pacing.test.ts"],
  },
  {
    name: "retired-recheck",
    gone: "A lesson that was retired since it was queued is not sent.",
    changes: [
      {
        file: "engine/admit.ts",
        find: `if (delivery.lessonRetiredAt !== null) return drop`,
        put: `if (delivery.lessonRetiredAt !== null && delivery.id < 0) return drop`,
      },
    ],
    killers: [changingCourse],
  },
  {
    name: "daily-budget",
    gone: "A reader's budget is asked again under the reader's lock (rule 8).",
    changes: [
      {
        file: "engine/admit.ts",
        find: "if (!turns.has({ ...delivery, slotAt })) {",
        put: "if (delivery.id < 0 && !turns.has({ ...delivery, slotAt })) {",
      },
    ],
    killers: ["engine/daily-budget.db.test.ts"],
  },
];
