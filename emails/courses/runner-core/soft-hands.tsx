import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Soft hands",
  subject: "Loosen what you do not need",
  preheader: "Jaw, shoulders, hands: an easy day spent on giving effort back.",
  kind: "mobility",
  minutes: 7,
  work: {
    ankleRock: { move: moves.ankleRock, sets: 2, reps: 8, eachSide: true, restSeconds: 10 },
    hipSwitch: { move: moves.hipSwitch, sets: 2, reps: 6, eachSide: true, restSeconds: 10 },
    seatedArmSwing: { move: moves.seatedArmSwing, sets: 2, seconds: 30, restSeconds: 15 },
  },
});

export default function SoftHands(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Clench your left fist as hard as you can and try to write your name with the right hand. Effort spreads. A tight
        jaw tightens the neck, the neck hoists the shoulders, the shoulders pin the arms, and in the end the legs pay.
      </P>
      <H2>What you can give back</H2>
      <P>
        Strength is one half of running well. The other is to leave out what is not needed. That takes practice too,
        because it is hard to notice what you do all the time. On the last bend of a race the good ones look almost
        sleepy. They work as hard as everybody else, only without their faces.
      </P>
      <P>
        For three lessons we have made tension on purpose. Today, while you move, go around the house and switch off the
        lights.
      </P>
      <Move {...lesson.work.ankleRock} />
      <P>
        Measure toe to wall for the last time and compare it with your first note. A finger’s width more is a fine
        result. None is no failure, for some ankles are simply shaped that way.
      </P>
      <Move {...lesson.work.hipSwitch} />
      <P>Arms to finish, but slack: the same path at half the speed, with hands like wet gloves.</P>
      <Move {...lesson.work.seatedArmSwing} />
      <P>
        When you next run, do this every ten minutes: let the jaw hang, shake out the hands, and breathe out as though
        you wanted to fog a window. I do mine in front of the bakery, where it may be taken for sighing.
      </P>
    </Lesson>
  );
}

SoftHands.PreviewProps = previewLesson(course, "soft-hands", lesson);
