import { describeLesson } from "../../parts/describe.ts";
import { H2, Item, Lesson, List, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The quiet day before",
  subject: "A quiet day before the test",
  preheader: "Rest, three honest questions, and nothing to prove.",
  kind: "rest",
  minutes: 6,
  work: {
    catCow: { move: moves.catCow, sets: 1, reps: 10, restSeconds: 15 },
    lungeAndTurn: { move: moves.lungeAndTurn, sets: 1, reps: 6, eachSide: true, restSeconds: 15 },
    ninetyNinetyBreath: { move: moves.ninetyNinetyBreath, sets: 1, seconds: 180, restSeconds: 0 },
  },
});

export default function TheQuietDayBefore(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>The next lesson is a test, and so of course you would like to practice for it today. Please do not.</P>
      <H2>Nothing to cram</H2>
      <P>
        Whatever these four weeks have given you is in you already. A hard session now would only add tiredness, and the
        test would measure that with great care. It is the same in the last days before a race, when wise runners do a
        little less and fidget a little more. This is called a taper, and everyone complains about it.
      </P>
      <P>Use the quiet to answer three questions, on paper if there is some.</P>
      <List>
        <Item>Which move do you no longer mind?</Item>
        <Item>Which one do you still skip when nobody is looking?</Item>
        <Item>When did you last notice your trunk on a run without having been told to?</Item>
      </List>
      <P>
        The answer to the second is probably the one to keep. Mine is the small sideways lift for the hip, and has been
        for years.
      </P>
      <H2>Oil for the hinges</H2>
      <P>Nothing here is for strength. Stop each one while you would still like to go on.</P>
      <Move {...lesson.work.catCow} />
      <P>One set, and no ambition.</P>
      <Move {...lesson.work.lungeAndTurn} />
      <P>You began with this one. See whether the air goes somewhere that it did not go on the first day.</P>
      <Move {...lesson.work.ninetyNinetyBreath} />
      <Note title="If something hurts">
        <P>
          A test is for a body that is well. If a pain makes you move differently, put the next lesson off; it will wait
          in your inbox. If one has lasted for more than two weeks, have a professional look at it.
        </P>
      </Note>
    </Lesson>
  );
}

TheQuietDayBefore.PreviewProps = previewLesson(course, "the-quiet-day-before", lesson);
