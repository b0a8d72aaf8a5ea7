import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Ribs over hips",
  subject: "Stack the box on the bowl",
  preheader: "Anti-extension sounds grim. It only means keeping the lid on the pot.",
  kind: "training",
  minutes: 9,
  work: {
    forearmPlank: { move: moves.forearmPlank, sets: 3, seconds: 30, restSeconds: 30 },
    deadBug: { move: moves.deadBug, sets: 2, reps: 8, eachSide: true, restSeconds: 30 },
    bearHover: { move: moves.bearHover, sets: 3, seconds: 15, restSeconds: 30 },
  },
});

export default function RibsOverHips(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Our word for the second week is “anti.” For the next few lessons we will not bend or twist the trunk much; we
        will ask it to decline. The first thing it learns to decline is arching.
      </P>
      <H2>A box and a bowl</H2>
      <P>
        Picture your ribs as a box and your pelvis as a bowl beneath it. When the box sits squarely on the bowl, the
        breath has room, and the belly wall has a good length for work. When the box tips back and the bowl tips
        forward, the front grows long and weak, the low back short and busy. Coaches call this a rib flare. My runners
        call it the banana.
      </P>
      <P>
        The banana likes one moment above all others, the end of the push, when the leg trails behind. The thigh tugs on
        the pelvis, the pelvis tips, and unless the abdominals object, the back bends. You met this cheap way of putting
        a leg behind you when we first worked the glutes. Here are the muscles that shut the door on it.
      </P>
      <H2>Three sizes of no</H2>
      <P>
        The first one is plain: half a minute, three times. If you felt the last plank in your belly, you are ready for
        it. If you felt it in your back, stay with twenty seconds or use your knees.
      </P>
      <Move {...lesson.work.forearmPlank} />
      <P>
        Next, the lever grows and shrinks as the leg goes out and comes back, so you must keep adjusting how firmly you
        decline. That is already closer to running.
      </P>
      <Move {...lesson.work.deadBug} />
      <P>The bear is new and looks like nothing. Around the eighth second you may change your mind.</P>
      <Move {...lesson.work.bearHover} />
      <H2>While the light is red</H2>
      <P>
        When you wait to cross a road, put a thumb on your lowest rib and the little finger on the front of your hip
        bone. Breathe out, and let the thumb sink a little toward the finger. Run off like that, and give it up after
        ten steps; that is plenty at a time for anyone. A reader writes that she does this in supermarket lines now, and
        that her children no longer stand next to her.
      </P>
    </Lesson>
  );
}

RibsOverHips.PreviewProps = previewLesson(course, "ribs-over-hips", lesson);
