import { expect, test } from "vitest";
import { describeCourse } from "./describe.ts";
import { previewLesson } from "./preview.ts";

const week = (number: number) => ["a", "b", "c", "d", "e", "f", "g"].map((letter) => `${letter}${number}`);
const course = describeCourse({
  title: "Two Weeks",
  promise: "Fourteen days.",
  summary: "A course to preview.",
  forWhom: [],
  needs: [],
  smallPrint: [],
  coach: { name: "Joan", role: "Coach", about: "" },
  weeks: [
    { title: "First", aim: "", lessons: week(1) },
    { title: "Second", aim: "", lessons: week(2) },
  ],
  rhythm: "",
  start: "confirmation",
  gate: "none",
  order: 1,
  sendTime: "07:00",
});
const description = { title: "", subject: "", preheader: "", kind: "training", minutes: 8, work: {} } as const;

test("a preview knows where its lesson stands in the course", () => {
  const { lesson } = previewLesson(course, "c2", description);
  expect(lesson).toMatchObject({ key: "c2", day: 10, week: 2, weekTitle: "Second" });
  expect(lesson.weekDays.map(({ day }) => day)).toEqual([8, 9, 10, 11, 12, 13, 14]);
});

test("a preview's streak and count agree with its squares", () => {
  const { progress } = previewLesson(course, "f2", description);
  const words = { done: "done", missed: "missed", frozen: "frozen", rest: "rest", today: "today", coming: "coming" };
  expect(progress.week.map((choice) => choice.pick(words))).toEqual([
    "done",
    "missed",
    "done",
    "done",
    "done",
    "today",
    "rest",
  ]);
  expect(progress).toMatchObject({ streak: "3 days in a row", done: "11 of 14 done" });
});

test("a preview of a lesson that the course does not have says so", () => {
  expect(() => previewLesson(course, "nowhere", description)).toThrow('no lesson "nowhere"');
});
