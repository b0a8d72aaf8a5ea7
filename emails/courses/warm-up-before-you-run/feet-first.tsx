import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Feet first",
  subject: "Warm up from the ground",
  preheader: "Five minutes for the parts of you that meet the road before you do.",
  kind: "training",
  minutes: 5,
  work: {
    ankleCircle: { move: moves.ankleCircle, sets: 1, reps: 8, eachSide: true, restSeconds: 10 },
    toeHeelWalk: { move: moves.toeHeelWalk, sets: 2, seconds: 30, restSeconds: 10 },
    ankleBounce: { move: moves.ankleBounce, sets: 2, seconds: 20, restSeconds: 15 },
  },
});

export default function FeetFirst(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? <>Good to have you here, {props.reader.name}.</> : "Good to have you here."} I am Joan, I
        coach on Tuesdays, and this is a very small course about the minutes in which most runners stand around and look
        at their watches. Each of the five lessons warms one part of you. In the last, we put the parts in a row.
      </P>
      <H2>What warm means</H2>
      <P>
        A muscle that has been sitting at a desk is a little cooler than one that has been moving, and it tightens and
        lets go more slowly. Tendons are stiffer, joints are drier, and the heart is still reading the paper. None of
        that is dangerous. It does explain why the first mile so often feels like somebody else’s legs. You could let
        the first mile sort it out, and many do. Five minutes of moving sorts it out more kindly.
      </P>
      <P>
        Notice that I say moving. Holding a long stretch before a run does little to warm anything, and you will find
        none here. Save those for the evening, if you enjoy them.
      </P>
      <Note title="Before the first move">
        <P>
          If you are pregnant or have had a baby lately, if you have had surgery, or if you have pain or a condition you
          see somebody about, ask your doctor, midwife or physical therapist whether these moves suit you. Leave out
          whatever hurts.
        </P>
      </Note>
      <H2>Three jobs for the feet</H2>
      <P>The foot is the first to know that you are running, so it goes first. Begin with the joint.</P>
      <Move {...lesson.work.ankleCircle} />
      <P>Then both sides of the shin get their call. It looks silly and nobody minds, least of all the dog.</P>
      <Move {...lesson.work.toeHeelWalk} />
      <P>Last, a little spring. It should feel as if the ground were slightly kind.</P>
      <Move {...lesson.work.ankleBounce} />
      <H2>The first two minutes</H2>
      <P>
        Now walk for a minute, jog for a minute slower than you think decent, and only then start your watch. Pay
        attention to your feet for those two minutes, and see whether they land more softly than they do on other days.
        In the next lesson we go up one floor, to the hips.
      </P>
    </Lesson>
  );
}

FeetFirst.PreviewProps = previewLesson(course, "feet-first", lesson);
