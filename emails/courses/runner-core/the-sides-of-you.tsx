import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The sides of you",
  subject: "What stops you from tipping over",
  preheader: "Every landing tries to fold you sideways. Here is what holds you up.",
  kind: "training",
  minutes: 9,
  work: {
    sidePlank: { move: moves.sidePlank, sets: 3, seconds: 15, eachSide: true, restSeconds: 20 },
    sideLegRaise: { move: moves.sideLegRaise, sets: 2, reps: 10, eachSide: true, restSeconds: 20 },
    deadBug: { move: moves.deadBug, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
  },
});

export default function TheSidesOfYou(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        A question from Dev, who joined us in spring: “Why do I look like a metronome in race photos?” He sent one. The
        shoulders went one way and the hips the other, and it was only the second mile. I wrote back a single word,
        which was “sides.”
      </P>
      <H2>A shelf with one bracket</H2>
      <P>
        Stand on your left leg. Everything to the right of it, the other leg, half the pelvis, an arm, now hangs out
        over nothing, like a shelf with a bracket on one end only. Two things keep the shelf level. The muscles outside
        the left hip pull down on their own side; we will meet them properly in week three. And the waist on the right
        pulls up on its side, with the slanted belly muscles and a deep square one beside the spine.
      </P>
      <P>
        When they tire, you do as Dev did, and throw your shoulders across the standing foot to bring the load closer.
        It works. It also costs a sway for every step, and there are about a hundred and sixty steps in a minute.
      </P>
      <H2>Fifteen exact seconds</H2>
      <P>
        Begin on your knees even if you could do more. The time is short so that you can spend all of it being exact.
        One side will be shakier. Take that one first, while you are fresh, and give the other the same and no more.
      </P>
      <Move {...lesson.work.sidePlank} />
      <P>
        Then stay on your side for the bracket itself. It is a small muscle, the movement is small, and nobody should be
        able to hear you doing it.
      </P>
      <Move {...lesson.work.sideLegRaise} />
      <P>
        The third move comes with tired sides this time. Perhaps you can feel the waist joining in whenever a leg goes
        long. It helped on the first day too, only more quietly.
      </P>
      <Move {...lesson.work.deadBug} />
      <H2>A glance in the shop window</H2>
      <P>
        Next time you run past glass, look once at your shoulders. Level is good, and a small sway is human. If you see
        a boat in weather, think tall through the crown of your head for ten steps and look again. Dev’s summer photos
        were dull in the best way. Now that the frame is steadier, we can let the legs swing from it.
      </P>
    </Lesson>
  );
}

TheSidesOfYou.PreviewProps = previewLesson(course, "the-sides-of-you", lesson);
