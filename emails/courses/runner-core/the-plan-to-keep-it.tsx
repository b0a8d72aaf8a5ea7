import { describeLesson } from "../../parts/describe.ts";
import { H2, Item, Lesson, List, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The plan to keep it",
  subject: "Keep it: two short sessions a week",
  preheader: "The last lesson, a plan that fits on a postcard, and a thank you.",
  kind: "training",
  minutes: 12,
  work: {
    deadBug: { move: moves.deadBug, sets: 2, reps: 8, eachSide: true, restSeconds: 20 },
    sidePlank: { move: moves.sidePlank, sets: 2, seconds: 25, eachSide: true, restSeconds: 20 },
    runnersHinge: { move: moves.runnersHinge, sets: 2, reps: 8, eachSide: true, restSeconds: 20 },
    bentKneeCalfRaise: { move: moves.bentKneeCalfRaise, sets: 2, reps: 15, restSeconds: 20 },
  },
});

export default function ThePlanToKeepIt(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>Well, {props.reader.name}, here is the thirtieth square.</>
        ) : (
          "Well, here is the thirtieth square."
        )}{" "}
        It rained on the track again last week, and I thought of all the kitchen floors where somebody was lying with a
        knee in the air, and felt obscurely proud.
      </P>
      <H2>Enough to keep</H2>
      <P>
        Keeping strength takes far less than getting it. Two sessions of about ten minutes a week should hold most of
        what you have, and a third will slowly add some. Put them on easy days, or some hours after a hard run, and
        never right before one. Leave one day a week without any of it.
      </P>
      <H2>The postcard</H2>
      <List>
        <Item>Session one is below: middle, sides, back of the leg, calf.</Item>
        <Item>
          Session two is its partner: the press against the wall for twenty seconds a side, then split squats, shoulder
          taps and bridges on one leg, eight a side and two sets of each.
        </Item>
        <Item>Every fourth week, do half. Every eighth, take the test in place of a session.</Item>
        <Item>
          After an illness, or a gap of more than two weeks, begin again at the second week. It goes faster the second
          time.
        </Item>
      </List>
      <P>
        When a move gets dull, turn to its harder version. When life gets heavy, turn to the easier one and be glad of
        it. Ten minutes that happened beat the hour you had planned.
      </P>
      <H2>Once through, together</H2>
      <P>Slow reaches first, and a breath out with every one.</P>
      <Move {...lesson.work.deadBug} />
      <P>Your better side may wait its turn.</P>
      <Move {...lesson.work.sidePlank} />
      <P>Eight now, where it used to be six. Hang on to the wall if the day is like that.</P>
      <Move {...lesson.work.runnersHinge} />
      <P>And fifteen for the calf nobody sees.</P>
      <Move {...lesson.work.bentKneeCalfRaise} />
      <H2>What you know now</H2>
      <P>
        A month ago a landing was something that happened to your feet. Now you can follow it upward: a spring in the
        heel, a soft knee, a level belt, ribs over hips, an elbow going back to settle the account, and a breath that
        runs through all of it. People will ask you where the core is. Tell them it takes a while to explain.
      </P>
      <P>
        Thank you for your minutes. Pickle and I will be at the track on Tuesday, in the wet. Go and run, tall and easy,
        and think of none of this.
      </P>
      <P>Yours, Joan</P>
    </Lesson>
  );
}

ThePlanToKeepIt.PreviewProps = previewLesson(course, "the-plan-to-keep-it", lesson);
