import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Hips that swing",
  subject: "Hang your legs on looser hips",
  preheader: "Two swings and a garden gate, and why loose should come before long.",
  kind: "mobility",
  minutes: 5,
  work: {
    legSwing: { move: moves.legSwing, sets: 1, reps: 10, eachSide: true, restSeconds: 10 },
    sideSwing: { move: moves.sideSwing, sets: 1, reps: 8, eachSide: true, restSeconds: 10 },
    openTheGate: { move: moves.openTheGate, sets: 1, reps: 8, eachSide: true, restSeconds: 10 },
  },
});

export default function HipsThatSwing(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Your feet know the way now. On to the joint that they hang from, which you will swing about nine thousand times
        in an hour, counting both sides.
      </P>
      <H2>Loose before long</H2>
      <P>
        A hip can be tight because something in it is short, or because its owner has been still and the nerves are
        being careful. Before a run it is mostly the second kind. Careful nerves are persuaded by small, easy, repeated
        movement that grows by itself. Yank at them and they grow more careful. So begin each swing lazily and let it
        become larger without your help, as a child on a playground does.
      </P>
      <P>Find something to hold. A fence is good, a parked car is not.</P>
      <Move {...lesson.work.legSwing} />
      <P>Turn to face your fence. The leg in the air has the fun, and the one you stand on has the job.</P>
      <Move {...lesson.work.sideSwing} />
      <P>Now let go and walk, with gates to open on both sides of the path.</P>
      <Move {...lesson.work.openTheGate} />
      <H2>Check the hang</H2>
      <P>
        Stand on one leg and let the other dangle. If it feels heavier and lower than it did before, the hip has let go
        of it, and you can set off. Jog the first minutes with the thought that your legs begin just under your ribs,
        because the long muscle that lifts them does. With hips this free, something has to hold still above them, and
        that is the business of the lesson to come.
      </P>
    </Lesson>
  );
}

HipsThatSwing.PreviewProps = previewLesson(course, "hips-that-swing", lesson);
