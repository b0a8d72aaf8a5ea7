import { describe, expect, it } from "vitest";
import { minutesOfWork } from "./effort.ts";
import { linesOf, partsNamed, wordsIn } from "./markup.ts";
import { type ReadCourse, readCourses, reader } from "./read-courses.ts";
import { bareSentence, sentencesOf, wordsOfMove } from "./sentences.ts";

const courses = await readCourses();

/** What no lesson may promise: a lesson trains, it does not treat, and it knows nothing of a reader's weight. */
const promises = [
  /prevents? (?:\w+ ){0,2}injur/i,
  /injury[- ](?:free|proof)/i,
  /(?:lose|losing|drop|shed) (?:weight|pounds|fat)|weight[- ]loss/i,
  /burn(?:s|ing)? (?:\w+ )?(?:fat|calories)/i,
  /flat(?:ter)? (?:belly|stomach)|six[- ]pack|toned/i,
  /guarantee/i,
  /\b(?:cures?|cured|heals?|healed|miracle|detox)\b/i,
  /pain[- ]free/i,
];

describe.each(courses)("the course $slug", (course) => {
  it("lists each lesson file once, and has a file for each lesson it lists", () => {
    const listed = course.description.weeks.flatMap((week) => week.lessons);
    expect(listed.toSorted()).toEqual(course.lessonFiles.toSorted());
  });

  it("places each move of a lesson's work once, with its dose, and no other", () => {
    for (const { key, work, page } of course.lessons) {
      const asked = Object.values(work).map(({ move, sets, reps, seconds }) => [move.name, [sets, reps ?? seconds]]);
      expect(partsNamed(page, "move").map(nameAndDose), key).toEqual(asked);
    }
  });

  it("asks each move for either reps or seconds", () => {
    for (const { key, work } of course.lessons) {
      for (const { reps, seconds } of Object.values(work)) {
        expect(
          [reps, seconds].filter((each) => each !== undefined),
          key,
        ).toHaveLength(1);
      }
    }
  });

  it("uses every move it has", () => {
    const used = new Set(course.lessons.flatMap(({ work }) => Object.values(work).map(({ move }) => move)));
    expect(Object.values(course.moves).filter((move) => !used.has(move))).toEqual([]);
  });

  it("describes every move in full: three or four cues, and a stop", () => {
    for (const move of Object.values(course.moves)) {
      expect([3, 4], move.name).toContain(move.cues.length);
      expect(
        wordsOfMove(move).filter((words) => words.trim().length < 9),
        move.name,
      ).toEqual([]);
      expect(move.muscles.length, move.name).toBeGreaterThan(0);
    }
  });

  it("says honestly how long a lesson takes", () => {
    for (const lesson of course.lessons) {
      expect(lesson.minutes, lesson.key).toBeGreaterThanOrEqual(4);
      expect(lesson.minutes, lesson.key).toBeLessThanOrEqual(12);
      expect(minutesOfWork(lesson) / lesson.minutes, lesson.key).toBeGreaterThan(0.8);
      expect(minutesOfWork(lesson) / lesson.minutes, lesson.key).toBeLessThan(1.2);
    }
  });

  it("says at least 250 words of its own in a training lesson and 150 on an easy day", () => {
    for (const { key, kind, prose } of course.lessons) {
      expect(wordsIn(prose.unnamed), key).toBeGreaterThanOrEqual(kind === "training" ? 250 : 150);
    }
  });

  it("has an easy day in every week of five days or more", () => {
    for (const { title, lessons } of course.description.weeks.filter((week) => week.lessons.length >= 5)) {
      const kinds = lessons.map((key) => course.lessons.find((lesson) => lesson.key === key)?.kind);
      expect(
        kinds.some((kind) => kind === "rest" || kind === "mobility"),
        title,
      ).toBe(true);
    }
  });

  it("tells readers in its first lesson who should ask a professional, before the first move", () => {
    const page = course.lessons[0]?.page ?? "";
    const [beforeTheMoves = ""] = page.split('data-part="move"');
    const note = beforeTheMoves.match(/<aside class="note">.*?<\/aside>/s)?.[0] ?? "";
    for (const word of [/pregnan/, /surgery/, /pain/, /doctor/, /physical therapist/]) expect(note).toMatch(word);
    expect(course.description.smallPrint.join(" ")).toMatch(/doctor/);
  });

  it("gives each lesson a title, a subject and a preheader of its own that fit an inbox", () => {
    for (const { key, subject, preheader } of course.lessons) {
      expect(subject.length, key).toBeLessThan(50);
      expect(preheader.length, key).toBeGreaterThanOrEqual(40);
      expect(preheader.length, key).toBeLessThanOrEqual(90);
    }
    for (const line of ["title", "subject", "preheader"] as const) {
      expect(repeated(course.lessons.map((lesson) => lesson[line])), line).toEqual([]);
    }
  });

  it("greets a reader without a name as smoothly as one with a name", () => {
    for (const { key, prose } of course.lessons) {
      const lines = linesOf(prose.unnamed).join("\n");
      expect(lines, key).not.toContain(reader.name);
      expect(lines, key).not.toMatch(/ [,.:?!]|,[,.]|^[\p{Ll},.:?!]|undefined/mu);
      expect(linesOf(prose.named).join("\n"), key).not.toMatch(/ [,.:?!]|undefined/);
    }
  });

  it("promises nothing about weight, cures or injuries", () => {
    const said = everythingSaid(course).join("\n");
    for (const promise of promises) expect(said.match(promise)?.[0]).toBeUndefined();
  });

  it("writes its quotation marks and apostrophes one way", () => {
    expect(everythingSaid(course).filter((line) => /["'`´]|--|\.\.\./.test(line))).toEqual([]);
  });

  it("previews each lesson as its own day", () => {
    for (const { key, day, previewProps } of course.lessons) {
      expect(previewProps?.lesson).toMatchObject({ key, day });
    }
  });
});

describe("all courses together", () => {
  it("say no sentence twice, even with numbers and move names stripped", () => {
    const names = courses.flatMap(({ moves }) => Object.values(moves).map((move) => move.name));
    const lines = courses.flatMap(({ moves, lessons }) => [
      ...Object.values(moves).flatMap(wordsOfMove),
      ...lessons.flatMap(({ prose }) => linesOf(prose.unnamed)),
    ]);
    const bare = lines.flatMap(sentencesOf).map((sentence) => bareSentence(sentence, names));
    expect(repeated(bare.filter((sentence) => sentence !== ""))).toEqual([]);
  });

  it("stand on the home page in an order that no two share", () => {
    expect(repeated(courses.map(({ description }) => `${description.order}`))).toEqual([]);
  });
});

/** What a placed move shows first: its name, and in the line below sets and reps (or a time). */
function nameAndDose(html: string): [string | undefined, number[]] {
  const [name, dose = ""] = linesOf(html);
  const said = [...dose.matchAll(/(\d+)(½?)( minutes)?/g)].slice(0, 2);
  return [name, said.map(([, count, half, minutes]) => (Number(count) + (half ? 0.5 : 0)) * (minutes ? 60 : 1))];
}

function everythingSaid({ description, moves, lessons }: ReadCourse): string[] {
  const { title, promise, summary, rhythm, forWhom, needs, smallPrint, coach, weeks } = description;
  return [
    ...[title, promise, summary, rhythm, ...forWhom, ...needs, ...smallPrint, coach.about, coach.role],
    ...weeks.flatMap((week) => [week.title, week.aim]),
    ...Object.values(moves).flatMap((move) => [move.name, ...wordsOfMove(move)]),
    ...lessons.flatMap((lesson) => [lesson.title, lesson.subject, lesson.preheader]),
    ...lessons.flatMap(({ prose }) => [...linesOf(prose.named), ...linesOf(prose.unnamed)]),
  ];
}

function repeated(lines: readonly string[]): string[] {
  return lines.filter((line, index) => lines.indexOf(line) !== index);
}
