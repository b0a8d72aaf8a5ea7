import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Find your brace",
  subject: "Start here: find your brace",
  preheader: "Eight minutes on the floor, and what your trunk does at every landing.",
  kind: "training",
  minutes: 8,
  work: {
    ninetyNinetyBreath: { move: moves.ninetyNinetyBreath, sets: 1, seconds: 90, restSeconds: 30 },
    deadBug: { move: moves.deadBug, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    gluteBridge: { move: moves.gluteBridge, sets: 2, reps: 10, restSeconds: 30 },
  },
});

export default function FindYourBrace(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? <>Hello, {props.reader.name}, and welcome.</> : "Hello, and welcome."} I am Joan. For
        twenty-six years I have coached a Tuesday group on a track where it mostly rains, with a whippet called Pickle
        asleep on the kit bags. For the next thirty days I will write to you once a day, and you will spend a few
        minutes on the floor.
      </P>
      <H2>Two to three times your weight</H2>
      <P>
        When your foot meets the road at an easy pace, the ground pushes back with two to three times your body weight.
        It does so through one leg, about eighty times a minute on each side. The push travels up through ankle, knee
        and hip and arrives at your trunk. If the trunk is firm, most of that push sends you on. If it is soft, some of
        it is spent on bending you, and the next step has to tidy up.
      </P>
      <P>
        By trunk I mean all of it: the front and sides of the belly, the deep layer that goes around like a wide belt,
        the back, the hips and the seat. A brace is all of these switched on together, just enough. Imagine that
        somebody is about to poke you in the side with a finger. That is the amount. You should still be able to talk.
      </P>
      <Note title="Before you begin">
        <P>
          If you are pregnant or have had a baby in the last few months, if you have had surgery recently, or if you
          have pain or a condition you see somebody about, show these moves to your doctor, midwife or physical
          therapist first, and take their word over mine. Muscles may work hard here. Nothing should hurt.
        </P>
      </Note>
      <H2>Three moves, no hurry</H2>
      <P>The first move is only breathing. Do it properly anyway, because the other two are built on it.</P>
      <Move {...lesson.work.ninetyNinetyBreath} />
      <P>
        Now keep the ribs down as they were at the end of that breath, and let the limbs go for a walk. Small and quiet
        is better than long and wobbly.
      </P>
      <Move {...lesson.work.deadBug} />
      <P>
        Last, the brace meets the hips. We will spend most of the third lesson on this move, so for now just learn its
        shape.
      </P>
      <Move {...lesson.work.gluteBridge} />
      <H2>One finger, one minute</H2>
      <P>
        On your next run, once, in the first minute, imagine the finger. Brace that much, feel it for ten steps and let
        it go. Once is enough for a first day. Then tell me you did the moves with the button below; it fills one
        square, and I like squares more than I should admit.
      </P>
    </Lesson>
  );
}

FindYourBrace.PreviewProps = previewLesson(course, "find-your-brace", lesson);
