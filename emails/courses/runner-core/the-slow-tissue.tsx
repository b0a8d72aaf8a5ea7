import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The slow tissue",
  subject: "Rest, and a word about tendons",
  preheader: "Muscles answer in days. Tendons take months, and tell you late.",
  kind: "rest",
  minutes: 6,
  work: {
    ankleRock: { move: moves.ankleRock, sets: 2, reps: 8, eachSide: true, restSeconds: 15 },
    ninetyNinetyBreath: { move: moves.ninetyNinetyBreath, sets: 1, seconds: 180, restSeconds: 0 },
  },
});

export default function TheSlowTissue(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>Two weeks are done, and today you owe me nothing but patience, which happens to be the subject.</P>
      <H2>Two clocks</H2>
      <P>
        Muscle answers to training within days and weeks. Tendon, the tough cord that ties muscle to bone, does the same
        rebuilding over months. So there comes a time in many a runner’s year, often a few weeks into something new,
        when the engine is ahead of the cables. You feel strong and are tempted to do double. The tendon does not object
        at once. It sends a letter, by slow mail.
      </P>
      <P>
        Mine came when I was thirty-four: nine weeks of limping to the mailbox because of one month in which I had felt
        invincible. I still have the training diary. “Legs superb!” it says, four days before.
      </P>
      <P>
        Therefore the third week gets harder by small steps, and I will not ask you to hop before the fourth. If you run
        on the other days, leave your mileage where it is.
      </P>
      <H2>Should you want something to do</H2>
      <P>Find the note you made in the first week and see how far your toes are from the wall today.</P>
      <Move {...lesson.work.ankleRock} />
      <P>Three minutes will do for this. If you fall asleep, that counts too.</P>
      <Move {...lesson.work.ninetyNinetyBreath} />
      <Note title="The next-day check">
        <P>
          Judge a session by how you are the day after. Stiffness that is gone after a few minutes of walking means
          carry on. If a tendon or joint hurts more in the morning than it did the day before, do less. If that goes on
          for more than a week, let a physical therapist or doctor look at it.
        </P>
      </Note>
    </Lesson>
  );
}

TheSlowTissue.PreviewProps = previewLesson(course, "the-slow-tissue", lesson);
