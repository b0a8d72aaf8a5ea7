import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Corners and curbs",
  subject: "Running is not a straight line",
  preheader: "Bends, puddles, roots and curbs: a sideways day for the hips.",
  kind: "training",
  minutes: 10,
  work: {
    skaterHop: { move: moves.skaterHop, sets: 3, reps: 5, eachSide: true, restSeconds: 40 },
    stepDown: { move: moves.stepDown, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    sidePlank: { move: moves.sidePlank, sets: 2, seconds: 25, eachSide: true, restSeconds: 20 },
  },
});

export default function CornersAndCurbs(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Between my door and the track there are four curbs, a bend with loose gravel, somebody’s hedge, and in October
        some two hundred chestnuts. When I hear that running only ever goes straight ahead, I wonder where these people
        live.
      </P>
      <H2>Catch yourself</H2>
      <P>
        There is a bit of sideways in each landing, because the foot comes down a little beside your weight. On a bend,
        on a slope or among roots there is more. The hip does the catching: the muscle behind your headlights, the small
        deep rotators under it, and the waist above. In the third week they learned to hold still. Now they learn to
        arrive in a hurry and then hold still, which is another skill.
      </P>
      <P>Being able to stop dead is the point. Distance is decoration.</P>
      <H2>Leap small, land still</H2>
      <P>
        Step across for the whole first set, however bold you feel. After that, hop only as far as you can freeze. All
        that was said before your first hops goes for these as well, and stepping is a complete way of doing them.
      </P>
      <Move {...lesson.work.skaterHop} />
      <P>
        Now a curb, slowly. It is the stair of last week, except that you look straight ahead this time and not at your
        foot, since on the road you will.
      </P>
      <Move {...lesson.work.stepDown} />
      <P>
        Then down onto one elbow for twenty-five seconds at a time. Push the hips forward, and use straight legs if you
        have them in you.
      </P>
      <Move {...lesson.work.sidePlank} />
      <H2>Around the bend</H2>
      <P>
        Tracks are run to the left, so the inside leg and the outside leg do different work, and after twenty-six years
        my right hip has opinions about it. If you run laps, do some of them the other way while the track is empty.
        Where a road slopes to the gutter, change sides when it is safe. Look two or three steps ahead, let your feet
        sort out the rest, and spare a kind thought for your waist.
      </P>
    </Lesson>
  );
}

CornersAndCurbs.PreviewProps = previewLesson(course, "corners-and-curbs", lesson);
