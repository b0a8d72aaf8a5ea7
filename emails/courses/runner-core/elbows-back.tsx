import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Elbows back",
  subject: "What your arms are for",
  preheader: "They pay for every turn your legs begin. A seated drill, and a swimmer.",
  kind: "training",
  minutes: 8,
  work: {
    seatedArmSwing: { move: moves.seatedArmSwing, sets: 3, seconds: 30, restSeconds: 20 },
    proneSwimmer: { move: moves.proneSwimmer, sets: 2, reps: 8, restSeconds: 30 },
    shoulderTap: { move: moves.shoulderTap, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
  },
});

export default function ElbowsBack(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>Try this first, {props.reader.name}: run on the spot</>
        ) : (
          "Try this first: run on the spot"
        )}{" "}
        for ten seconds with your hands on top of your head, and then for ten with your arms free. Feel how hard the
        waist had to work in the first ten. Researchers once had people run both ways on a treadmill and measured the
        air they breathed. With hands on the head it cost them more than a tenth extra. Even hands held behind the back
        cost a little.
      </P>
      <H2>A debt, paid at once</H2>
      <P>
        In the last lesson we held back the turn that the free leg begins. The arms see to the rest of it by turning the
        shoulders the opposite way. Right leg forward, right arm back. The two turns meet somewhere in the middle of
        your spine and nearly cancel, so that your head can go straight on and think of other things. An arm that swings
        across the chest pays in the wrong currency, and the waist has to make up the difference.
      </P>
      <P>
        Swing from the shoulder, with bent elbows, and put the effort into the way back. The way forward looks after
        itself, as the front of the shoulder returns the arm like a gate on a spring.
      </P>
      <H2>A drill you can hear</H2>
      <P>
        Take the floor if you can. If your seat bumps, you are hoisting your shoulders. If you hear nothing, you have
        it.
      </P>
      <Move {...lesson.work.seatedArmSwing} />
      <P>An elbow that goes back needs somebody between the shoulder blades to pull it. Here they are.</P>
      <Move {...lesson.work.proneSwimmer} />
      <P>
        Finish with the taps of last time, one set fewer, and think of the other hand: the one that stays down should
        push, so that the shoulder learns to be a post as well as a hinge.
      </P>
      <Move {...lesson.work.shoulderTap} />
      <H2>Brush the pocket</H2>
      <P>
        On your next run, let each hand brush the hip pocket on its way back, for one minute out of every ten. That is
        the whole cue. Hold the hands as if there were something in them that must not break. A woman in my group took
        this at my word and raced all fall with a potato chip in each palm. She ate them at the finish.
      </P>
    </Lesson>
  );
}

ElbowsBack.PreviewProps = previewLesson(course, "elbows-back", lesson);
