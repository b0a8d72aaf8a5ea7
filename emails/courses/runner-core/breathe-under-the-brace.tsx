import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Breathe under the brace",
  subject: "Can you brace and still talk?",
  preheader: "The muscle you breathe with also holds you up. Today it learns to do both.",
  kind: "training",
  minutes: 7,
  work: {
    ninetyNinetyBreath: { move: moves.ninetyNinetyBreath, sets: 1, seconds: 60, restSeconds: 20 },
    birdDog: { move: moves.birdDog, sets: 2, reps: 5, eachSide: true, restSeconds: 30 },
    forearmPlank: { move: moves.forearmPlank, sets: 3, seconds: 20, restSeconds: 30 },
  },
});

export default function BreatheUnderTheBrace(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        The first time I taught the brace, a runner named Carla said, “Lovely, but I went blue.” She had braced
        beautifully and had not taken a breath in forty seconds. Almost everybody does this, so let us mend it before it
        becomes a habit.
      </P>
      <H2>One muscle, two jobs</H2>
      <P>
        The diaphragm is a dome under your lungs. When it flattens, air comes in. It is also the lid of the trunk: belly
        wall all around, pelvic floor beneath, diaphragm on top. So every breath in leans on the walls of the very thing
        you are trying to keep firm. Somebody lifting a suitcase can hold their breath for the lift. A runner cannot,
        because a foot lands about every third of a second, whether you are between breaths or not.
      </P>
      <P>
        The answer is to breathe lower and wider, into the sides and back of the ribs, with a belly wall that is firm
        and still moves a little. It feels small and odd at first. Ten breaths from now it will feel less odd.
      </P>
      <H2>Count breaths instead of seconds</H2>
      <P>Start as you did last time, with the legs up, and look for air arriving under the hand on your ribs.</P>
      <Move {...lesson.work.ninetyNinetyBreath} />
      <P>
        Then turn over onto all fours. Breathe in while you gather yourself and out as you reach. If you cannot hear the
        air leaving, you are holding it.
      </P>
      <Move {...lesson.work.birdDog} />
      <P>
        Now a plank, and a short one. I would rather have twenty seconds with four real breaths in them than a minute
        with none. In the last set, say your shopping list out loud. When the voice goes thin, put the knees down.
      </P>
      <Move {...lesson.work.forearmPlank} />
      <H2>A sentence in one piece</H2>
      <P>
        On your next easy run, say one whole sentence aloud. If it comes out in one piece, your pace is easy and your
        brace is about right. If it comes in chunks, slow down before you blame your lungs. When I do this, Pickle
        thinks I am talking to her, and I let her think so. In the next lesson we leave the belly alone for a while and
        go looking for the muscles you are sitting on.
      </P>
    </Lesson>
  );
}

BreatheUnderTheBrace.PreviewProps = previewLesson(course, "breathe-under-the-brace", lesson);
