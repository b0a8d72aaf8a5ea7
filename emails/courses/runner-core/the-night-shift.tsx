import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The night shift",
  subject: "Your longest session is in bed",
  preheader: "A rest day, and a word on behalf of your pillow.",
  kind: "rest",
  minutes: 6,
  work: {
    hipSwitch: { move: moves.hipSwitch, sets: 1, reps: 8, eachSide: true, restSeconds: 15 },
    ninetyNinetyBreath: { move: moves.ninetyNinetyBreath, sets: 1, seconds: 210, restSeconds: 0 },
  },
});

export default function TheNightShift(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Three weeks. You are steadier on one leg than when we began, and today I would like you to do nothing about it.
      </P>
      <H2>The champion’s secret</H2>
      <P>
        I once asked the fastest woman our club has had for her secret, with my notebook ready. “I go to bed,” she said.
        I waited for the rest of it. There was no rest of it, or rather, rest was all there was.
      </P>
      <P>
        While you sleep, the body does much of its mending, and the brain files what you have practiced. A balance that
        was a fight three days ago comes out smoother, though nobody has worked on it in between. Most grown people need
        seven hours or more. If yours are cut short by a baby, a night shift or a worry, you are not failing at
        anything. Just count a bad night as load, and take the easier version of whatever is next.
      </P>
      <H2>A way down</H2>
      <P>These two go well half an hour before bed with the lights low. Let the knees be heavy.</P>
      <Move {...lesson.work.hipSwitch} />
      <P>Make the breath out about twice as long as the breath in. When you lose count, good.</P>
      <Move {...lesson.work.ninetyNinetyBreath} />
      <Note title="If an ache keeps you awake">
        <P>
          Tired muscles let you sleep. If pain wakes you, or is there in bed before you have moved, do not train through
          it. Call your doctor or physical therapist.
        </P>
      </Note>
      <P>
        The fourth week is about running tall, and there will be a little hopping in it. Pickle has gone to sleep on my
        running shoes, and I take that as advice.
      </P>
    </Lesson>
  );
}

TheNightShift.PreviewProps = previewLesson(course, "the-night-shift", lesson);
