import type { MuscleGroup } from "../../../../domain/muscles.ts";

/** What the two halves of a stride ask of each group, in the order in which the article tells it: from the ground up. */
export const stride: readonly { group: MuscleGroup; swing: string; strike: string }[] = [
  {
    group: "calves",
    strike:
      "Nothing in your running carries more. Estimates for the soleus alone, the broad muscle under the calf you can see, reach six to eight times your body weight at an ordinary pace. The Achilles tendon stretches like a spring and gives most of it back as you leave the ground.",
    swing:
      "A short rest, while the muscles of the shin lift the toes clear. Just before landing the calf switches on again, so that the ankle is firm when the ground arrives.",
  },
  {
    group: "quads",
    strike:
      "Your brakes. In the first half of contact they let the knee bend under load, slowly, and then stop it. Downhill they do so again and again while being stretched, which is why the front of your thighs remembers a hilly race for days.",
    swing:
      "Light work. One of the four, the rectus femoris, crosses the hip as well; it helps to lift the thigh and keeps the heel from flying up too far behind you.",
  },
  {
    group: "hamstrings",
    strike:
      "They pull together with the glutes to carry your body over the foot, and steady the knee from behind while they do it.",
    swing:
      "Their hardest moment. Late in the swing the shin whips forward and the hamstrings, stretched over hip and knee at once, have to stop it before you land. The load climbs steeply with speed: they notice a sprint long before a slow mile.",
  },
  {
    group: "glutes",
    strike:
      "Their hour. The gluteus maximus keeps the hip from folding, then drives you forward. The medius and minimus, at the side, hold the pelvis level while you stand on one leg. And running is nothing but standing on one leg, many times.",
    swing:
      "Toward the end of the swing the maximus slows the thigh and starts to draw it back to the ground, so that the foot lands closer under you and not far out in front.",
  },
  {
    group: "hipFlexors",
    strike:
      "As your body moves ahead of the foot they are stretched, and that stretch starts the next stride. A hip that has sat all day may not open far enough, and then the lower back arches to lend it some room.",
    swing:
      "They begin it. The psoas and iliacus, deep in front of the hip, take a thigh that is behind you and bring it through to the front. The faster you go, the more they have to do.",
  },
  {
    group: "core",
    strike:
      "A moment before you land the deep core tightens around you, like a hand closing around a cup. A trunk that holds passes the push of the ground on. One that sags spends part of it on wobbling.",
    swing:
      "A thigh driving forward tugs at the front of your pelvis. The abdominals keep the pelvis quiet, so that the leg moves and the back does not. The obliques let ribs and hips turn against each other, and stop them in time.",
  },
  {
    group: "back",
    strike:
      "Every landing tips the trunk forward a little. The long muscles on both sides of the spine catch it. When they tire you fold at the waist, and everything underneath has to work around it.",
    swing:
      "While a knee comes through, the lat on the other side helps to draw the elbow back. The muscles between the shoulder blades keep the chest open, which leaves room to breathe.",
  },
  {
    group: "arms",
    strike:
      "Steadying more than pushing: the shoulder carries the arm as the body drops, and lets it sway instead of stiffening. Quiet shoulders and loose hands are not a matter of style. They are saved effort.",
    swing:
      "Each arm answers the opposite leg. A leg going forward turns your hips one way, and the arms cancel most of that turn. In the laboratory, runners who were told to keep their arms still used more energy for the same speed. Drive the elbow back; forward it comes almost by itself.",
  },
];
