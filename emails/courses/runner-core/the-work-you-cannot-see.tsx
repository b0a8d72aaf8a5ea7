import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The work you cannot see",
  subject: "Today the work is to do less",
  preheader: "Why a quiet day is a part of the program and not a gap in it.",
  kind: "rest",
  minutes: 6,
  work: {
    catCow: { move: moves.catCow, sets: 1, reps: 8, restSeconds: 15 },
    ninetyNinetyBreath: { move: moves.ninetyNinetyBreath, sets: 1, seconds: 240, restSeconds: 0 },
  },
});

export default function TheWorkYouCannotSee(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>Rest day. It never breaks a streak in this course, so you need not fret about the squares.</P>
      <H2>Ask, then wait for the answer</H2>
      <P>
        A session does not make you stronger while you do it. It asks a question. The answer is put together afterward,
        over the next day or two, while you sleep, eat and walk to the store. If you ask again too soon, you only hear
        yourself asking. That is why I have never minded a runner who misses a session, and have often minded one who
        squeezes in two.
      </P>
      <P>
        The first week was small on purpose. What has changed so far is mostly the wiring, with nerves finding their
        muscles sooner and in better order. Perhaps you noticed that reaching with opposite arm and leg has stopped
        feeling like a puzzle.
      </P>
      <H2>For people who cannot sit still</H2>
      <P>Both of these can be done in pajamas, and you may skip them with a clear conscience.</P>
      <Move {...lesson.work.catCow} />
      <P>
        Four minutes of this is longer than you would choose. Set a timer so that you need not look, and let the floor
        have your weight.
      </P>
      <Move {...lesson.work.ninetyNinetyBreath} />
      <Note title="Sore, or hurt?">
        <P>
          Soreness that is dull, much the same on both sides and gone in two or three days is ordinary. Pain that is
          sharp, sits in a joint or in one spot, or gets worse from day to day is something else. Leave out the moves
          that bring it on, and ask a doctor or physical therapist.
        </P>
      </Note>
      <P>
        Pickle has rested on all seven days of the week and has never looked fitter. When we go on, it will be with a
        line drawn from your ribs to your hips.
      </P>
    </Lesson>
  );
}

TheWorkYouCannotSee.PreviewProps = previewLesson(course, "the-work-you-cannot-see", lesson);
