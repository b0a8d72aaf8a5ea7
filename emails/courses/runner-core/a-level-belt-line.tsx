import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "A level belt line",
  subject: "The muscle that keeps you level",
  preheader: "Gluteus medius has a quarter of a second per step. Let us spend it well.",
  kind: "training",
  minutes: 9,
  work: {
    wallPress: { move: moves.wallPress, sets: 3, seconds: 15, eachSide: true, restSeconds: 20 },
    sideLegRaise: { move: moves.sideLegRaise, sets: 2, reps: 12, eachSide: true, restSeconds: 20 },
    sidePlank: { move: moves.sidePlank, sets: 2, seconds: 20, eachSide: true, restSeconds: 20 },
  },
});

export default function ALevelBeltLine(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Hook your thumbs into your waistband at both sides and walk across the room, toward a long mirror if you have
        one. The thumbs dip a little, right, left, right. A little is how people walk. Today is about the runs on which
        it becomes a lot.
      </P>
      <H2>A hand on the pocket</H2>
      <P>
        Lay your fingertips just below the bony rim of the pelvis, out at the side, and stand on that leg. What hardens
        under them is gluteus medius. It fans from the rim to the top of the thigh bone, and while its foot is down it
        pulls the rim toward the thigh, so that the far side of the pelvis does not drop. For this it has about a
        quarter of a second, and it must already be on when the foot arrives.
      </P>
      <P>
        When the far side does drop, the thigh tends to roll inward, the knee goes along and the arch follows. One tug
        missing at the top, three guests at the bottom. In the first week we trained the waist, which hauls up the far
        side from above. With both of them at work your belt stays level.
      </P>
      <H2>Press, lift, prop</H2>
      <P>
        I know nothing better for this than the first move, and any hallway will do for it. Remember who is being
        trained: the leg you stand on. The one against the wall only gives it something to argue with.
      </P>
      <Move {...lesson.work.wallPress} />
      <P>
        Lying down, there is no balance to hide behind. If the spot where a pants pocket sits begins to burn, you have
        found the place.
      </P>
      <Move {...lesson.work.sideLegRaise} />
      <P>
        Then let hip and waist do their work together. If the bent-knee version has become comfortable, try one set with
        the legs straight.
      </P>
      <Move {...lesson.work.sidePlank} />
      <H2>Two headlights</H2>
      <P>
        On your next run, think of your hip bones as headlights and keep both beams on the road, neither one in the
        ditch. Do it for half a minute and then forget about it. A man who used to drive a snowplow told me that this
        was the first running advice he had ever understood.
      </P>
    </Lesson>
  );
}

ALevelBeltLine.PreviewProps = previewLesson(course, "a-level-belt-line", lesson);
