import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Tall from the ankles",
  subject: "Lean like a ski jumper, but less",
  preheader: "Good posture is one line, tipped an inch. You own all the parts by now.",
  kind: "training",
  minutes: 10,
  work: {
    wallMarch: { move: moves.wallMarch, sets: 3, reps: 6, eachSide: true, restSeconds: 30 },
    proneSwimmer: { move: moves.proneSwimmer, sets: 2, reps: 10, restSeconds: 30 },
    forearmPlank: { move: moves.forearmPlank, sets: 2, seconds: 40, restSeconds: 30 },
  },
});

export default function TallFromTheAnkles(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        “Stand up straight!” my own coach used to shout across the cinders, and fifteen of us would stick out our
        chests, arch our backs and run worse. I have looked for better words ever since. Today you get the best I have
        found.
      </P>
      <H2>One line, tipped</H2>
      <P>
        Stand with your feet together, firm from heel to crown, and let all of you tip forward from the ankles until the
        toes grip. That is the lean of running: small, and from the bottom. Fold at the waist and you have a tipped
        chest above a seat that stayed behind. The hip cannot open, and the back has to hold you up like a crane. You
        have met every piece of the line by now, the box on the bowl, the long neck, the room behind, the level belt.
        Posture is the name for their turning up together.
      </P>
      <P>
        How much lean is right? Less than you would think. At an easy pace it is an inch or two at the head. When you
        run faster there is more of it, and it comes by itself.
      </P>
      <H2>Build the line</H2>
      <P>
        The wall lends you a big lean so that you can learn the small one. On every rep, check ear, shoulder, hip and
        ankle.
      </P>
      <Move {...lesson.work.wallMarch} />
      <P>Lie down and lengthen. Ten in a set is two more than before; make the sweep shorter if your neck joins in.</P>
      <Move {...lesson.work.proneSwimmer} />
      <P>Forty seconds is as long as I will ever ask you to stay in this one. Past that it becomes a hobby.</P>
      <Move {...lesson.work.forearmPlank} />
      <H2>A balloon on a string</H2>
      <P>
        On your next run, imagine a balloon tied to the crown of your head and a light wind from behind. Up comes first
        and forward second. Check at each lamppost for ten minutes, and then leave it be. If your calves grow tight, you
        are leaning too far. A posture that has to be held costs too much. You should be able to forget it and find it
        again, like the glasses on your nose.
      </P>
    </Lesson>
  );
}

TallFromTheAnkles.PreviewProps = previewLesson(course, "tall-from-the-ankles", lesson);
