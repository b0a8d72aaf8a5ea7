import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Carry the leg through",
  subject: "Your leg weighs more than you think",
  preheader: "Hip flexors swing a sixth of you forward, and they need an anchor.",
  kind: "training",
  minutes: 10,
  work: {
    deadBug: { move: moves.deadBug, sets: 2, reps: 8, eachSide: true, restSeconds: 30 },
    wallMarch: { move: moves.wallMarch, sets: 3, reps: 6, eachSide: true, restSeconds: 30 },
    forearmPlank: { move: moves.forearmPlank, sets: 2, seconds: 25, restSeconds: 30 },
  },
});

export default function CarryTheLegThrough(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Lift one knee to hip height and hold it there while you read this paragraph. No leaning. A leg is about a sixth
        of your body weight, so somebody of 150 pounds is now holding up a twenty-five pound sack of dog food, and a
        runner swings that sack forward eighty times a minute on each side. You may put it down.
      </P>
      <H2>A rope and a jetty</H2>
      <P>
        The muscles that do the swinging are the hip flexors. The strongest of them, the psoas, begins at the sides of
        the lower spine and ends on the thigh bone. Think of a rope between a boat and a jetty. Pull on it, and
        whichever end is loose will move. If the jetty is firm, the boat comes in and the thigh comes up. If the trunk
        is soft, the rope drags the spine forward instead, and you get an arched back and a low knee.
      </P>
      <P>So brace and swing belong together, and the order matters: firm first, then lift.</P>
      <H2>On your back, then upright</H2>
      <P>
        You know the first move by now, and it gets two more reps a side. The slow way home is the part that counts, for
        that is the rope being paid out.
      </P>
      <Move {...lesson.work.deadBug} />
      <P>
        Then the same thing on your feet. Lean like someone pushing a stalled car, and march slowly enough to be bored.
      </P>
      <Move {...lesson.work.wallMarch} />
      <P>
        Finally hold still with tired hips, five seconds longer than last time. Compare it with your first plank: are
        the breaths longer too?
      </P>
      <Move {...lesson.work.forearmPlank} />
      <H2>Like a curtain</H2>
      <P>
        Out on the road, do not try to lift your knees high. That is a sprinter’s errand. Think of the thigh as a
        curtain that somebody has let go of, swinging through from a rail that stays where it is. The rail is your
        pelvis. If the front of the hip grumbles afterward, take shorter steps next time and leave the harder versions
        alone. That makes five sessions since we met. Next comes my favorite sort of lesson, which is hardly a lesson at
        all.
      </P>
    </Lesson>
  );
}

CarryTheLegThrough.PreviewProps = previewLesson(course, "carry-the-leg-through", lesson);
