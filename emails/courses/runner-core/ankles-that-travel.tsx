import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Ankles that travel",
  subject: "An easy day for stiff ankles",
  preheader: "Seven unhurried minutes, and a wall to measure yourself against.",
  kind: "mobility",
  minutes: 7,
  work: {
    ankleRock: { move: moves.ankleRock, sets: 2, reps: 8, eachSide: true, restSeconds: 15 },
    hipSwitch: { move: moves.hipSwitch, sets: 1, reps: 8, eachSide: true, restSeconds: 15 },
    catCow: { move: moves.catCow, sets: 2, reps: 8, restSeconds: 15 },
  },
});

export default function AnklesThatTravel(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Easy day. Nothing here should make you breathe hard, and you may do it in your socks while the coffee drips.
      </P>
      <H2>The shin has somewhere to be</H2>
      <P>
        While your foot is flat on the ground, the rest of you passes over it. For that the shin has to tip forward at
        the ankle, quite far, with the heel still down. When an ankle is stiff the body finds a detour: the heel pops up
        early, or the arch rolls in, or the toes turn out like a duck’s. None of this is a disaster. They are longer
        roads to the same place, and you take them a few thousand times a run.
      </P>
      <P>
        The stiffness can sit in the calf or at the front of the joint. The first move treats both kindly. Go to the
        edge of what is comfortable, visit it, and come home.
      </P>
      <Move {...lesson.work.ankleRock} />
      <P>
        Now write down how far your big toe can be from the wall, on each side, with the heel still down: two fingers,
        four fingers, a hand. Most people have a better side. Keep the note, because we will measure again in the second
        week and in the fourth.
      </P>
      <P>From the ankles to the hips, by way of the floor.</P>
      <Move {...lesson.work.hipSwitch} />
      <P>For the last one, let the wide breath of the second lesson lead and the back follow it.</P>
      <Move {...lesson.work.catCow} />
      <P>
        If you once sprained an ankle, expect that one to be stiffer, and do not make it chase the other. A short walk
        is the nicest way to use what you have just gained. Pickle recommends one at any hour.
      </P>
    </Lesson>
  );
}

AnklesThatTravel.PreviewProps = previewLesson(course, "ankles-that-travel", lesson);
