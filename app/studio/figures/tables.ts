import { rollingRates } from "../../../domain/figures/limits.ts";
import { shareOf } from "../../../domain/figures/share.ts";
import type { Figures, LessonFigures, OneLesson, Timeline } from "../../../engine/studio/figures.ts";
import { hourWords } from "../components/charts/heat-map.tsx";
import type { Numbers } from "../components/charts/picture.tsx";

/** The pictures of the page, by the names of their files. */
export const pictureNames = ["growth", "funnel", "lessons", "hours", "felt", "trouble"] as const;
export type PictureName = (typeof pictureNames)[number];

/** The numbers behind each picture, for the table beside it and for its file. */
export function numbersOf(name: PictureName, figures: Figures): Numbers {
  return makers[name](figures);
}

const makers: Record<PictureName, (figures: Figures) => Numbers> = {
  growth: ({ timeline }) => byTime(timeline, ["asked", "joined", "left", "finished"], growthColumns),
  funnel: ({ funnel }) => ({
    columns: ["Step", "People", "Of all, %", "Of the step before, %"],
    rows: funnel.steps.map(({ words, count, ofFirst, ofBefore }) => [
      words,
      count,
      percent(ofFirst),
      percent(ofBefore),
    ]),
  }),
  lessons: ({ lessons, isTold }) => ({
    columns: lessonColumns,
    rows: lessons.map((lesson) => lessonRow(lesson, isTold)),
  }),
  hours: ({ hours }) => ({
    columns: ["Hour", ...weekdays],
    rows: Array.from({ length: 24 }, (_, hour) => [
      hourWords(hour),
      ...weekdays.map((_, day) => hours[day * 24 + hour] ?? 0),
    ]),
  }),
  felt: ({ lessons }) => ({
    columns: ["Lesson", "Easy", "Just right", "Hard", "Done without a word"],
    rows: lessons.map(({ title, counts: { easy = 0, right = 0, hard = 0, done = 0 } }) => [
      title,
      easy,
      right,
      hard,
      done - easy - right - hard,
    ]),
  }),
  trouble: ({ timeline, isTold }) => troubleOf(timeline, isTold),
};

const growthColumns = ["Signed up", "Confirmed", "Left", "Finished"];
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function byTime({ step, bins, series }: Timeline, measures: readonly string[], columns: readonly string[]): Numbers {
  return {
    columns: [step === "day" ? "Day (UTC)" : "Week from", ...columns],
    rows: bins.map(({ from }, place) => [from, ...measures.map((measure) => series[measure]?.[place] ?? 0)]),
  };
}

function troubleOf(timeline: Timeline, isTold: boolean): Numbers {
  const table = byTime(timeline, ["accepted", "bounced", "complained", "refused"], []);
  const rates = ratesOf(timeline);
  return {
    columns: [
      table.columns[0] ?? "",
      "Taken by the provider",
      "Came back",
      "Marked as spam",
      "Refused",
      "Came back, % of 7 days",
      "Marked as spam, % of 7 days",
    ],
    // What the provider has not told stays empty: a 0 would say that it was counted.
    rows: table.rows.map(([day = "", accepted = 0, bounced = 0, complained = 0, refused = 0], place) => [
      day,
      accepted,
      isTold ? bounced : null,
      isTold ? complained : null,
      refused,
      isTold ? percent(rates.bounced[place] ?? null, 2) : null,
      isTold ? percent(rates.complained[place] ?? null, 3) : null,
    ]),
  };
}

/** The share of a week's messages that came back or were reported, for each day; of weeks each its own. */
export function ratesOf({ step, series, bins }: Timeline) {
  const none = bins.map(() => 0);
  const messages = none.map((_, place) => (series.accepted?.[place] ?? 0) + (series.again?.[place] ?? 0));
  const places = step === "day" ? 7 : 1;
  const of = (measure: "bounced" | "complained") => rollingRates({ counts: series[measure] ?? none, messages, places });
  return { bounced: of("bounced"), complained: of("complained") };
}

const lessonColumns = [
  "Lesson",
  "Had it",
  "Did it",
  "Easy",
  "Just right",
  "Hard",
  "Opened by people",
  "Clicked by people",
  "Only machines looked",
  "Refused",
  "Came back",
  "Marked as spam",
  "Left after it",
  "Left, % of who decided",
  "Still there, %",
];

function lessonRow({ title, counts, kept }: LessonFigures, isTold: boolean): (string | number | null)[] {
  const { accepted = 0, uncertain = 0, done = 0, easy = 0, right = 0, hard = 0 } = counts;
  const { opened = 0, clicked = 0, machine = 0, refused = 0, bounced = 0, complained = 0 } = counts;
  return [
    title,
    accepted + uncertain,
    done,
    easy,
    right,
    hard,
    opened,
    clicked,
    machine,
    refused,
    isTold ? bounced : null,
    isTold ? complained : null,
    kept.left,
    percent(kept.leaving),
    kept.decided === 0 ? null : percent(kept.stillThere),
  ];
}

/** As a number with so many digits, for a file that is counted on with. */
function percent(share: number | null, digits = 1): number | null {
  return share === null ? null : Number((share * 100).toFixed(digits));
}

/** The share of those who had a lesson and did it; null where they are too few. */
export function didShare({ counts: { accepted = 0, uncertain = 0, done = 0 } }: LessonFigures): number | null {
  const share = shareOf(done, accepted + uncertain);
  return share === null ? null : Math.min(1, share);
}

/** One lesson's own pictures: what became of it in all, and day by day. */
export const lessonPictureNames = ["became", "days"] as const;
export type LessonPictureName = (typeof lessonPictureNames)[number];

export function lessonNumbersOf(name: LessonPictureName, found: OneLesson): Numbers {
  if (name === "days") return byTime(found.days, ["accepted", "done"], ["Sent", "Done"]);
  const { accepted = 0, uncertain = 0 } = found.lesson.counts;
  const had = accepted + uncertain;
  return {
    columns: ["What", "People", "Of those who had it, %"],
    rows: becameOf(found).map(({ words, count }) => [
      words,
      count,
      percent(count === null ? null : shareOf(count, had)),
    ]),
  };
}

/** What became of a lesson; a count is null where only the provider knows, and has not told. */
function becameOf({ lesson: { counts, kept }, isTold }: OneLesson): { words: string; count: number | null }[] {
  const { accepted = 0, uncertain = 0, done = 0, opened = 0, clicked = 0, machine = 0 } = counts;
  const { easy = 0, right = 0, hard = 0, refused = 0, bounced = 0, complained = 0, again = 0 } = counts;
  return [
    { words: "Had it", count: accepted + uncertain },
    { words: "Did it", count: done },
    { words: "Clicked something", count: clicked },
    { words: "Opened it", count: opened },
    { words: "Only machines looked", count: machine },
    { words: "Felt easy", count: easy },
    { words: "Felt just right", count: right },
    { words: "Felt hard", count: hard },
    { words: "Left after it", count: kept.left },
    { words: "Refused by the provider", count: refused },
    { words: "Came back", count: isTold ? bounced : null },
    { words: "Marked as spam", count: isTold ? complained : null },
    { words: "Sent once more by an author", count: again },
  ];
}
