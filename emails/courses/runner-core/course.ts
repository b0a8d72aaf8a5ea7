import { describeCourse } from "../../parts/describe.ts";

export const course = describeCourse({
  title: "30-Day Runner Core Program",
  promise:
    "Thirty short lessons, six to twelve minutes each, and every one gives you something to feel on your next run.",
  summary:
    "Four weeks and two days of trunk and hip training for runners, at home and without equipment. You learn to brace and breathe, to hold still while the legs swing, to stand strong on one leg, and to run tall when you are tired. Each lesson explains one thing about the running stride and then trains it.",
  forWhom: [
    "Runners of any pace who can run or run-walk for twenty minutes",
    "People who have tried core programs and could not see what they had to do with running",
    "Anyone who would rather do ten careful minutes than an hour of sit-ups",
  ],
  needs: [
    "Floor space as long as you are, and a mat or a carpet",
    "A wall, a chair and one stair or doorstep",
    "Six to twelve minutes a day",
  ],
  smallPrint: [
    "This is general training for healthy adults. It is not medical advice and it treats nothing.",
    "If you are pregnant or have recently had a baby, if you have had surgery, or if you have pain or a condition that you see somebody about, ask your doctor, midwife or physical therapist first.",
    "We promise nothing about weight, race times or injuries. Strength and a steadier stride are what we train for.",
    "Joan Tully is a character written for this course. The exercises are ordinary ones, and nothing here is for sale.",
  ],
  coach: {
    name: "Joan Tully",
    role: "Running coach",
    about:
      "Joan has coached a Tuesday group for twenty-six years on a track where it mostly rains. She lives with Pickle, a whippet who sleeps on the kit bags, and she answers readers’ questions when Pickle allows it.",
  },
  weeks: [
    {
      title: "Brace and breathe",
      aim: "Find the brace, breathe under it, and learn the shapes that the rest is built on.",
      lessons: [
        "find-your-brace",
        "breathe-under-the-brace",
        "glutes-do-the-pushing",
        "ankles-that-travel",
        "the-sides-of-you",
        "carry-the-leg-through",
        "the-work-you-cannot-see",
      ],
    },
    {
      title: "Hold the line",
      aim: "Refuse to arch and refuse to twist while arms and legs move.",
      lessons: [
        "ribs-over-hips",
        "the-twist-you-refuse",
        "elbows-back",
        "room-behind-you",
        "the-long-muscles-of-the-back",
        "shoulder-to-opposite-hip",
        "the-slow-tissue",
      ],
    },
    {
      title: "One leg at a time",
      aim: "Take the steady trunk onto one leg, where all running happens.",
      lessons: [
        "one-foot-at-a-time",
        "a-level-belt-line",
        "brakes-before-the-landing",
        "turn-the-ribs",
        "soft-knees",
        "the-spring-in-your-heel",
        "the-night-shift",
      ],
    },
    {
      title: "Run tall",
      aim: "Put it together: posture, quick feet, hills, corners, and tidy form when you are tired.",
      lessons: [
        "tall-from-the-ankles",
        "quick-quiet-feet",
        "up-the-hill",
        "soft-hands",
        "corners-and-curbs",
        "when-you-are-tired",
        "the-quiet-day-before",
      ],
    },
    {
      title: "Keep it",
      aim: "Measure where you stand, and leave with a plan that fits on a postcard.",
      lessons: ["four-numbers", "the-plan-to-keep-it"],
    },
  ],
  rhythm:
    "Three training days, an easy mobility day, two more training days and a rest day. The last two days are a test you can repeat and a plan for what comes after. Seven lessons done in a row save up a freeze: it keeps your row of days when life takes one.",
  start: "confirmation",
  gate: "none",
  freezes: { earnedEvery: 7, most: 2 },
  order: 1,
  sendTime: "07:00",
});
