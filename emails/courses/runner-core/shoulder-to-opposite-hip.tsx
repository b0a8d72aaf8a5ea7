import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Shoulder to opposite hip",
  subject: "The big X across your back",
  preheader: "How an elbow and the opposite hip pull on the same sheet, step after step.",
  kind: "training",
  minutes: 11,
  work: {
    birdDog: { move: moves.birdDog, sets: 2, reps: 8, eachSide: true, restSeconds: 20 },
    gluteBridge: { move: moves.gluteBridge, sets: 2, reps: 12, restSeconds: 30 },
    seatedArmSwing: { move: moves.seatedArmSwing, sets: 2, seconds: 30, restSeconds: 20 },
    calfRaise: { move: moves.calfRaise, sets: 2, reps: 12, restSeconds: 30 },
  },
});

export default function ShoulderToOppositeHip(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Imagine a strap from your left shoulder to your right hip, worn like a mail carrier’s bag. Now imagine a second
        one the other way. The X that you have just drawn across your back carries you along.
      </P>
      <H2>Crossed straps</H2>
      <P>
        The broad back muscle of one side runs down into a tough, flat sheet above your seat, and out of the far edge of
        that sheet grows the glute of the other side. While your right foot is down, the right glute takes the thigh
        back and the left lat takes the left elbow back. They pull on the same sheet from opposite corners. It goes
        taut, and your low back is steadied as part of the bargain. In front, the slanted muscles of the belly make the
        same crossing.
      </P>
      <P>
        So the lessons of this week were never separate. Declining to twist, driving an elbow, keeping the back long:
        each was one end of a strap.
      </P>
      <H2>Tie the ends together</H2>
      <P>
        There is a change in the first move. Between reaches, bring the elbow and the opposite knee together under your
        belly, then send them apart along the diagonal, slow as a drawbridge.
      </P>
      <Move {...lesson.work.birdDog} />
      <P>
        As you lift in the next one, press the backs of your upper arms into the floor. The top corners of the X should
        answer.
      </P>
      <Move {...lesson.work.gluteBridge} />
      <P>Then two rounds of elbows, at the rhythm you would run on a good day.</P>
      <Move {...lesson.work.seatedArmSwing} />
      <P>
        We end on our feet. Straps are of little use when the post beneath them gives way, so this is a down payment on
        next week, when the lower leg gets its due.
      </P>
      <Move {...lesson.work.calfRaise} />
      <H2>Feel two corners at once</H2>
      <P>
        Run one minute thinking only of the left elbow going back. Run the next thinking only of the right foot pushing
        back. Then see whether you can feel the two as one. Most people get it for three or four steps, lose it, and
        grin. Keep the grin. A rest day comes next, and in it a story at my own expense.
      </P>
    </Lesson>
  );
}

ShoulderToOppositeHip.PreviewProps = previewLesson(course, "shoulder-to-opposite-hip", lesson);
