import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The long muscles of the back",
  subject: "Why backs tire before legs do",
  preheader: "Each landing tips your chest forward. Today we train what holds it up.",
  kind: "training",
  minutes: 9,
  work: {
    proneSwimmer: { move: moves.proneSwimmer, sets: 3, reps: 8, restSeconds: 30 },
    birdDog: { move: moves.birdDog, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    sidePlank: { move: moves.sidePlank, sets: 2, seconds: 20, eachSide: true, restSeconds: 20 },
  },
});

export default function TheLongMusclesOfTheBack(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        In the last mile of a long race you can pick out the tired runners from across a field. Their legs still go
        around. It is the chest that has sunk, with the chin leading, as though everybody had started to look for a
        dropped key.
      </P>
      <H2>A small brake and a nod</H2>
      <P>
        For a blink after each landing the foot slows you down a little, and whatever rides on top would like to keep
        going. Stand in a bus that brakes and you will nod; this is the same nod. The muscles that answer it are two
        thick cords along the spine, the erectors, with the broad sheets of the lats and the muscles that draw the
        shoulder blades together. They tighten just before the foot is down. To wait until you felt the nod would be too
        late.
      </P>
      <P>
        On top of it all sits a head, ten or eleven pounds of it. Carry it an inch too far forward and the cords must
        hold it up like a melon on a fork.
      </P>
      <H2>Low lift, long neck</H2>
      <P>
        When we last did the swimmer, it was for the arms. Now think of length, from the tailbone all the way to the
        crown. There are three sets, and none should go higher than the first.
      </P>
      <Move {...lesson.work.proneSwimmer} />
      <P>
        The reach on all fours brings in the smaller muscles that lie close to the bones, one side against the other.
        Stay for one slow breath at full stretch each time.
      </P>
      <Move {...lesson.work.birdDog} />
      <P>
        And five seconds more than in the first week on either elbow. The cords of the back bend you sideways as well,
        so if it burns low in the waist, you are in the right place.
      </P>
      <Move {...lesson.work.sidePlank} />
      <H2>The clock at the far end</H2>
      <P>
        On your next run, choose something far away, a chimney or a tree at the bend, and keep it from bouncing for
        twenty steps. Looking far lifts the head, the head lifts the chest, and nobody has to be told to stand up
        straight. On our track that something is the school clock, which has said ten past four ever since I came. I
        hear it is to be mended. I hope they take their time.
      </P>
    </Lesson>
  );
}

TheLongMusclesOfTheBack.PreviewProps = previewLesson(course, "the-long-muscles-of-the-back", lesson);
