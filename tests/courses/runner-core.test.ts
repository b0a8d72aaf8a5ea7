import { expect, it } from "vitest";
import { muscleGroups } from "../../domain/muscles.ts";
import { linesOf } from "./markup.ts";
import { type ReadCourse, type ReadLesson, readCourses } from "./read-courses.ts";

const { lessons, moves, description } = (await readCourses()).find(({ slug }) => slug === "runner-core") as ReadCourse;

it("lasts thirty days: four weeks and two days", () => {
  expect(description.weeks.map((week) => week.lessons.length)).toEqual([7, 7, 7, 7, 2]);
  expect(lessons).toHaveLength(30);
});

it("asks for six to twelve minutes a day", () => {
  expect(lessons.filter(({ minutes }) => minutes < 6 || minutes > 12)).toEqual([]);
});

it("works each of the eight muscle groups in at least three lessons", () => {
  for (const group of Object.keys(muscleGroups)) {
    const training = lessons.filter(({ work }) => Object.values(work).some(({ move }) => trains(move.muscles, group)));
    expect(training.length, group).toBeGreaterThanOrEqual(3);
  }
});

it("ties its moves to both halves of the stride", () => {
  const phases = Object.values(moves).map((move) => move.stride.phase);
  expect(new Set(phases)).toEqual(new Set(["swing", "foot strike"]));
});

it("has a rest day at the end of each full week and an easy day in its middle", () => {
  const kinds = description.weeks.slice(0, 4).map((week) => week.lessons.map((key) => lessonOf(key).kind));
  for (const week of kinds) expect([week[3], week[6]]).toEqual(["mobility", "rest"]);
});

it("warns before the first lesson on one leg, the first hops and on rest days", () => {
  const asking = /doctor|physical therapist|professional|whoever treats you/;
  const firstWith = (name: string) => lessons.find(({ work }) => name in work) as ReadLesson;
  const rests = lessons.filter(({ kind }) => kind === "rest");
  for (const lesson of [firstWith("splitSquat"), firstWith("pogoHop"), ...rests]) {
    expect(notesOf(lesson), lesson.key).toMatch(asking);
  }
});

it("keeps hops for the fourth week, after the calves have had theirs", () => {
  const hopping = lessons.filter(({ work }) => "pogoHop" in work || "skaterHop" in work).map(({ day }) => day);
  const calves = lessons.filter(({ work }) => "bentKneeCalfRaise" in work).map(({ day }) => day);
  expect(Math.min(...hopping)).toBeGreaterThan(21);
  expect(Math.min(...calves)).toBeLessThan(Math.min(...hopping));
});

it("gives no two days the same work", () => {
  const works = lessons.map(({ work }) => JSON.stringify(work));
  expect(new Set(works).size).toBe(lessons.length);
});

function trains(muscles: readonly string[], group: string): boolean {
  return muscles.includes(group);
}

function lessonOf(key: string): ReadLesson {
  return lessons.find((lesson) => lesson.key === key) as ReadLesson; // The other test holds the lists together.
}

function notesOf({ prose }: ReadLesson): string {
  const notes = prose.unnamed.match(/<aside class="note">.*?<\/aside>/gs) ?? [];
  return notes.flatMap(linesOf).join(" ");
}
