import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCourse, listLessons } from "../../db/catalogue.ts";
import { enrolment } from "../../db/schema/enrolments.ts";
import { reader } from "../../db/schema/readers.ts";
import { addDays, type Day, formatSendTime, localDay, startOfDay } from "../../domain/calendar.ts";
import type { CourseDescription } from "../../domain/course-description.ts";
import { testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { sentLessons, serveUntil } from "../../tests/factories/passing-time.ts";
import { lastTo, signupForm, tokenIn, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { changeRhythm } from "../change-rhythm.ts";
import { confirm } from "../confirm.ts";
import { pause } from "../pause.ts";
import { signUp } from "../signup.ts";
import { imagineCourse } from "./what-if.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Clocks change there in March, April or never; two of them lie on either side of the date line. */
const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Pacific/Auckland",
  "Asia/Kathmandu",
  "Pacific/Honolulu",
  "America/Nuuk",
];
const starts: readonly CourseDescription["start"][] = [
  "confirmation",
  "next send time",
  "next Monday",
  { cohortDay: "2026-03-26" },
];

type Story = {
  confirmedAt: Date;
  zone: string;
  sendMinute: number;
  weekdays: number;
  everyDays: 1 | 2;
  start: CourseDescription["start"];
  skips: boolean;
  pauseAfter: number | null;
  pauseDays: number;
  travel: { after: number; zone: string } | null;
};

const story: fc.Arbitrary<Story> = fc.record({
  confirmedAt: fc
    .integer({ min: 0, max: 14 * 96 })
    .map((quarter) => new Date(Date.UTC(2026, 2, 18) + quarter * 900_000)),
  zone: fc.constantFrom(...zones),
  sendMinute: fc.oneof(fc.constantFrom(0, 90, 150, 420, 1380, 1410), fc.integer({ min: 0, max: 1439 })),
  weekdays: fc.oneof(fc.constant(127), fc.integer({ min: 1, max: 127 })),
  everyDays: fc.constantFrom(1, 2),
  start: fc.constantFrom(...starts),
  skips: fc.boolean(),
  pauseAfter: fc.option(fc.integer({ min: 1, max: 12 })),
  pauseDays: fc.integer({ min: 1, max: 9 }),
  travel: fc.option(fc.record({ after: fc.integer({ min: 1, max: 12 }), zone: fc.constantFrom(...zones) })),
});

test("shows what the engine then sends, whatever the zone, the hour, the pauses and the journeys", async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { imagined, sent } = await live(told);
      expect(imagined).toEqual(sent);
    }),
    { numRuns: 8 },
  );
}, 120_000);

let stories = 0;

/** Lets somebody live the story with the engine, and imagines it beside that. */
async function live(told: Story) {
  stories += 1;
  const slug = `course-${stories}`;
  const email = `reader-${stories}@example.com`;
  const { confirmedAt, zone, sendMinute, weekdays, everyDays, start } = told;
  const context = testContext({ db: database.db, now: confirmedAt });
  const skips = told.skips && typeof start !== "string";
  const facts = { start, ...(skips && { catchUp: "skip to today" as const }) };
  const kinds = ["training", "training", "rest", "training", "training", "training"] as const;
  // Published long before: otherwise a cohort's first days would have had no lesson.
  await publishedCourse(database.db, { slug, kinds, publishedAt: new Date("2026-01-01T00:00:00Z"), facts });
  await signUp(context, signupForm({ email, course: slug, timezone: zone, sendTime: formatSendTime(sendMinute) }));
  await workOff(context);
  const [row] = await database.db
    .select({ run: enrolment, reader })
    .from(enrolment)
    .innerJoin(reader, eq(reader.id, enrolment.readerId))
    .where(eq(reader.address, email));
  if (!row) throw new Error("nobody signed up");
  const own = { readerId: row.reader.id, enrolmentId: row.run.id };
  // Theirs from the beginning, as if the course or an import had said so.
  await database.db.update(enrolment).set({ weekdays, everyDays }).where(eq(enrolment.id, own.enrolmentId));
  await confirm(context, { token: tokenIn(lastTo(context, email), "confirm"), ip: null, userAgent: null });
  const today = localDay(confirmedAt, zone);
  const pauses = told.pauseAfter === null ? [] : [spanFrom(today, told.pauseAfter, told.pauseDays)];
  const travels = told.travel === null ? [] : [{ day: addDays(today, told.travel.after), zone: told.travel.zone }];
  await undergo(context, { ...own, zone, pauses, travels });
  await serveUntil(context, new Date(confirmedAt.getTime() + 150 * 86_400_000));
  const sent = (await sentLessons(database.db)).filter(({ course }) => course === slug);

  const course = await findCourse(database.db, { slug });
  if (!course) throw new Error("there is no course");
  const lessons = await listLessons(database.db, { courseId: course.id });
  const rhythm = { zone, sendMinute, weekdays, everyDays };
  const imagined = imagineCourse({ course, lessons, rhythm, confirmedAt, pauses, travels });
  expect(imagined.isWhole).toBe(true);
  return {
    imagined: imagined.sent.map(({ lesson, slotAt, sentAt }) => ({ key: lesson.key, slotAt, hadAt: sentAt })),
    sent: sent.map(({ key, slotAt, hadAt }) => ({ key, slotAt, hadAt })),
  };
}

function spanFrom(today: Day, after: number, days: number) {
  const fromDay = addDays(today, after);
  return { fromDay, untilDay: addDays(fromDay, days) };
}

/** Does on its day what the story says, each at the instant when that day begins where the reader is then. */
async function undergo(
  context: ReturnType<typeof testContext>,
  asked: {
    readerId: number;
    enrolmentId: number;
    zone: string;
    pauses: readonly { fromDay: Day; untilDay: Day }[];
    travels: readonly { day: Day; zone: string }[];
  },
): Promise<void> {
  const { readerId, enrolmentId } = asked;
  let { zone } = asked;
  const left = [
    ...asked.pauses.map(({ fromDay, untilDay }) => ({ day: fromDay, untilDay, to: null })),
    ...asked.travels.map(({ day, zone: to }) => ({ day, untilDay: null, to })),
  ];
  while (left.length > 0) {
    left.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
    const next = left.shift();
    if (!next) break;
    const at = startOfDay(next.day, zone);
    if (at > context.clock.calendarAt) await serveUntil(context, at);
    if (next.to !== null) {
      zone = next.to;
      await changeRhythm(context, { readerId, zone });
    } else if (next.untilDay !== null) {
      await pause(context, { readerId, enrolmentId, untilDay: next.untilDay });
    }
  }
}
