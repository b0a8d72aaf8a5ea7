import type { MoveFacts } from "../../../parts/props.ts";
import { mobilityFigures } from "../figures/mobility.ts";

/** Easy moves for the days that are meant to be easy. */
export const mobilityMoves = {
  catCow: {
    name: "Cat and cow",
    aim: "Take the spine gently through its whole range, joint by joint.",
    cues: [
      "Come onto all fours with the arms straight.",
      "Breathe out and round your back, from the tailbone up to the head.",
      "Breathe in and let the belly sink and the chest come forward.",
      "Go slowly enough to feel every part of the back join in.",
    ],
    easier: "Do it sitting, hands on your knees.",
    harder: "Stay a breath at each end and look for the part that is asleep.",
    mistake: "Moving the neck and the low back and skipping the ribs.",
    muscles: ["back", "core"],
    stride: { phase: "swing", how: "A spine that moves in all its parts lets the ribs turn as the legs swing." },
    stopWhen: "a position pinches, or sends a feeling down an arm or a leg.",
    figure: mobilityFigures.catCow,
  },
  lungeAndTurn: {
    name: "Lunge and turn",
    aim: "Open the front of the hip and turn the ribs above it.",
    cues: [
      "Kneel on one knee with the other foot in front of you.",
      "Tuck the tailbone until you feel the front of the back hip, then shift forward an inch.",
      "Cross your arms on your chest and turn toward the front leg.",
      "Breathe out into the turn, then come back to the middle.",
    ],
    easier: "Put a cushion under the knee and leave out the turn.",
    harder: "Lift the back knee off the floor while you turn.",
    mistake: "Leaning far forward with an arched back, so that the hip never opens.",
    muscles: ["hipFlexors", "back"],
    stride: {
      phase: "swing",
      how: "It makes room for the leg to trail behind you before it swings through.",
    },
    stopWhen: "the kneecap is sore against the floor, or the turn catches between the shoulder blades.",
    figure: mobilityFigures.lungeAndTurn,
  },
  ankleRock: {
    name: "Ankle rock",
    aim: "Let the shin travel forward over the foot with the heel down.",
    cues: [
      "Stand with one foot flat, its toes a few fingers from a wall.",
      "Bend that knee toward the wall, over the second toe.",
      "Keep the heel heavy.",
      "Rock in and out, and move the foot back as it gets easier.",
    ],
    easier: "Bring the foot closer to the wall.",
    harder: "Stay at the end of the range and draw three slow circles with the knee.",
    mistake: "Letting the arch collapse to win another inch.",
    muscles: ["calves"],
    stride: {
      phase: "foot strike",
      how: "The shin has to pass over the foot before you can push off, and the ankle decides how smoothly.",
    },
    stopWhen: "the front of the ankle pinches. Ease back until you feel only the calf.",
    figure: mobilityFigures.ankleRock,
  },
  hipSwitch: {
    name: "Hip switch",
    aim: "Turn both hips in and out through a comfortable range.",
    cues: [
      "Sit on the floor with the feet wider than the hips and the hands behind you.",
      "Let both knees fall to one side.",
      "Bring them up through the middle and over to the other.",
      "Sit tall and leave the heels where they are.",
    ],
    easier: "Lie on your back and let the knees go from side to side.",
    harder: "Take your hands off the floor.",
    mistake: "Forcing the knees down over a slumped back.",
    muscles: ["glutes", "hipFlexors"],
    stride: { phase: "swing", how: "A hip that turns freely lets the leg swing straight under you." },
    stopWhen: "you feel the twist in a knee instead of a hip.",
    figure: mobilityFigures.hipSwitch,
  },
} satisfies Record<string, MoveFacts>;
