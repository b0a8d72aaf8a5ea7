import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Room behind you",
  subject: "Make some room behind you",
  preheader: "An easy day for the fronts of the hips, with a small reminder at the end.",
  kind: "mobility",
  minutes: 7,
  work: {
    lungeAndTurn: { move: moves.lungeAndTurn, sets: 2, reps: 8, eachSide: true, restSeconds: 15 },
    hipSwitch: { move: moves.hipSwitch, sets: 2, reps: 6, eachSide: true, restSeconds: 15 },
    gluteBridge: { move: moves.gluteBridge, sets: 1, reps: 10, restSeconds: 20 },
  },
});

export default function RoomBehindYou(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>No sweat today. Put a cushion on the floor and something slow on the radio.</P>
      <H2>The half of the stride you never see</H2>
      <P>
        We look at the leg in front of us because our eyes are on that side. What moves you along happens behind: the
        stretch of time between the foot passing under your hip and its leaving the ground. How long that can last
        depends on how far the front of the hip lets the thigh go back. At an easy pace you need ten or fifteen degrees
        of it, which is not much. If they are missing at the hip, you know by now who will be asked for them, and we
        shut that door at the start of this week.
      </P>
      <P>
        Tuck before you shift. Done well, this stretch is small, high up at the front of the hip, and surprisingly
        strong. Done badly, it takes you a long way and you feel next to nothing.
      </P>
      <Move {...lesson.work.lungeAndTurn} />
      <P>Now sit, let the knees go as far as they go, and no further. Gravity is patient, and you may be too.</P>
      <Move {...lesson.work.hipSwitch} />
      <P>
        New room that nobody uses is gone by supper. So put something in it: one set of an old friend, in which the seat
        does the opening from the other side.
      </P>
      <Move {...lesson.work.gluteBridge} />
      <P>
        Tomas, who drives a bus, asks whether he may do the kneeling one at the depot. Yes, Tomas. Do it standing at
        each end of the line, with the front foot on the step.
      </P>
    </Lesson>
  );
}

RoomBehindYou.PreviewProps = previewLesson(course, "room-behind-you", lesson);
