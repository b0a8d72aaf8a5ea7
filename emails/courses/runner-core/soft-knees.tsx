import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Soft knees",
  subject: "How your thighs take a landing",
  preheader: "The quads lengthen to land you. Today they practice it slowly, on a stair.",
  kind: "training",
  minutes: 11,
  work: {
    stepDown: { move: moves.stepDown, sets: 3, reps: 6, eachSide: true, restSeconds: 40 },
    splitSquat: { move: moves.splitSquat, sets: 2, reps: 8, eachSide: true, restSeconds: 40 },
    bearHover: { move: moves.bearHover, sets: 2, seconds: 20, restSeconds: 30 },
  },
});

export default function SoftKnees(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Step down from a curb with a locked knee and your teeth will hear of it. (Please just imagine this.) Step down
        with a soft one and you hardly notice. The difference is made by four muscles at the front of your thigh.
      </P>
      <H2>Paying out the rope</H2>
      <P>
        In the first tenth of a second after the foot lands, the knee bends by another twenty degrees or so. The quads
        let it, as a hand lets out a rope with a load on it, and so the landing is spread over time. Downhill they give
        more on every step. That is why a hilly race has people walking backward down the stairs two days later.
      </P>
      <P>
        You know the catch behind the thigh, and this is its partner in front. Catch the shin in the air, give at the
        knee, push from the hip: three jobs, all over in less than half a second.
      </P>
      <H2>The way down is the exercise</H2>
      <P>
        Find a stair with a rail. How you go down is what counts, and coming up is only transport. Knee over the middle
        toes, belt level, three honest seconds.
      </P>
      <Move {...lesson.work.stepDown} />
      <P>
        Two more reps a side than at the start of the week. The depth that seemed rash then may be an ordinary place by
        now.
      </P>
      <Move {...lesson.work.splitSquat} />
      <P>
        Last, the bear, this time for its thighs. Bring along the trunk you built in the second week and let the quads
        shake.
      </P>
      <Move {...lesson.work.bearHover} />
      <P>
        Your thighs may be sore for a day or two. Letting out rope does that to anybody who is new to it, and less each
        time. If a knee is sore, that is different. Use a lower edge or leave the stair out altogether.
      </P>
      <H2>Hard to hear</H2>
      <P>
        On your next run, turn the music off for one gentle downhill. Keep the knees soft and the steps short, and try
        to be hard to hear. In a quiet landing, ankle, knee and hip each take a share. In our group we practice by
        creeping up behind one another. Pickle has never lost.
      </P>
    </Lesson>
  );
}

SoftKnees.PreviewProps = previewLesson(course, "soft-knees", lesson);
