import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "A trunk that is awake",
  subject: "Wake the middle before you go",
  preheader: "Turn, bow and circle: three standing moves for what holds you upright.",
  kind: "training",
  minutes: 5,
  work: {
    standingTurn: { move: moves.standingTurn, sets: 2, reps: 8, eachSide: true, restSeconds: 10 },
    bow: { move: moves.bow, sets: 1, reps: 10, restSeconds: 10 },
    armCircle: { move: moves.armCircle, sets: 1, reps: 8, eachSide: true, restSeconds: 10 },
  },
});

export default function ATrunkThatIsAwake(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Pickle gets up in a certain order. First the front legs go out and the seat stays high, then the back legs go
        out and the chest comes forward, then she shakes from nose to tail, and only after that is she ready for a
        squirrel. She has never read a book about it.
      </P>
      <H2>Why the middle comes third</H2>
      <P>
        We have warmed feet and hips, the parts that swing. The trunk is the part they swing from, and in the first
        minutes of a run it is often half asleep. You can see it on any path on a Sunday morning: shoulders up around
        the ears, arms held like a tray, a chest that rides along as one block. The legs then have to turn the whole
        block on every step.
      </P>
      <P>
        A trunk that is awake does two things at once. It is firm low down, around the belt, and it turns a little
        higher up, through the ribs. Both come back within a minute or so of being asked nicely.
      </P>
      <H2>All of it standing up</H2>
      <P>No mat is needed, and no clean floor. Start with the turn, and let it be sloppy for the first four.</P>
      <Move {...lesson.work.standingTurn} />
      <P>
        After turning comes folding. It wakes the long muscles that run down your back and on down the thighs, and they
        like to be asked in one piece.
      </P>
      <Move {...lesson.work.bow} />
      <P>The shoulders come last, one at a time. I do mine by the gate, and the paper boy has started to do his own.</P>
      <Move {...lesson.work.armCircle} />
      <H2>One breath at the gate</H2>
      <P>
        Before you set off, breathe in and grow tall, breathe out and let the shoulders fall, and keep the height. Then
        jog. For the first minute, feel your shirt move a little across your ribs from side to side while your waistband
        stays put. If everything moves together, slow down and do the breath again at the next corner. That completes
        the parts. The next thing is to move them all at once, and it has a childish name.
      </P>
    </Lesson>
  );
}

ATrunkThatIsAwake.PreviewProps = previewLesson(course, "a-trunk-that-is-awake", lesson);
