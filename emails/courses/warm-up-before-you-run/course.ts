import { describeCourse } from "../../parts/describe.ts";

export const course = describeCourse({
  title: "Warm Up Before You Run",
  promise:
    "Five lessons, five minutes each, and at the end you have a warm-up of your own that you need not think about.",
  summary:
    "A short course for the minutes between the front door and the first step. Feet, hips, trunk and drills get a lesson each, and the last one strings them together into a routine you can do on any sidewalk.",
  forWhom: [
    "Runners who spend the first mile waiting for the good part",
    "Anyone who stretches because everybody else does and would like to know what helps",
  ],
  needs: ["Shoes, and a wall or a fence to hold", "About ten steps of free path", "Five minutes before a run"],
  smallPrint: [
    "These are general exercises for healthy adults. They do not replace advice from somebody who has examined you.",
    "If you are pregnant or have recently had a baby, if you have had surgery, or if something hurts, ask your doctor, midwife or physical therapist before you start.",
    "A warm-up makes the first mile pleasanter. We claim nothing beyond that about injuries or race times.",
    "Joan Tully is a fictional coach. The moves are the usual ones.",
  ],
  coach: {
    name: "Joan Tully",
    role: "Running coach",
    about:
      "Joan coaches a Tuesday group on a wet track and has seen every way of standing around before a run. Her whippet, Pickle, warms up by yawning.",
  },
  weeks: [
    {
      title: "From the door to the first mile",
      aim: "Warm one part of you at a time, then all of them in five minutes.",
      lessons: [
        "feet-first",
        "hips-that-swing",
        "a-trunk-that-is-awake",
        "drills-without-drama",
        "five-minutes-and-go",
      ],
    },
  ],
  rhythm: "One lesson a day for five days, best done just before a run, though a hallway will do.",
  start: "next send time",
  gate: "none",
  order: 2,
  sendTime: "06:30",
});
