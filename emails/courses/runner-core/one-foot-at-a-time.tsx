import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "One foot at a time",
  subject: "You never run on two legs",
  preheader: "Week three stands you on one leg. Walls are allowed, and so is wobbling.",
  kind: "training",
  minutes: 9,
  work: {
    splitSquat: { move: moves.splitSquat, sets: 2, reps: 6, eachSide: true, restSeconds: 45 },
    singleLegBridge: { move: moves.singleLegBridge, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    deadBug: { move: moves.deadBug, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
  },
});

export default function OneFootAtATime(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>Here is a riddle to open the third week, {props.reader.name}.</>
        ) : (
          "Here is a riddle to open the third week."
        )}{" "}
        How much of a run do you spend with both feet on the ground? None of it. Walking has a moment with both feet
        down. Running has a moment with neither. In between there is one leg, then the other, and that is the whole
        sport.
      </P>
      <H2>Hops in disguise</H2>
      <P>
        In half an hour of easy running each leg catches you about two and a half thousand times, and catches you alone.
        So two weeks of floor work on two legs, useful as it was, cannot be the end of the matter. Two feet can hide a
        lazy side for years, with the good one covering for it like a kind colleague. On one foot there is no colleague.
      </P>
      <P>
        You will probably find that your sides differ. Mine do, and so do those of the two fastest people I have
        coached. Give the weaker leg the first turn, let it choose how many reps there are, and have the other match it.
      </P>
      <Note title="Standing on one leg">
        <P>
          Clear the floor, wear shoes or bare feet but no socks, and keep a wall or a heavy chair in reach. If you are
          pregnant, if your balance is poor, or if you are coming back from trouble with a hip, knee, ankle or foot, use
          the easier versions and ask whoever treats you whether this week is for you yet.
        </P>
      </Note>
      <H2>Half a step first</H2>
      <P>
        The new move meets you halfway: one leg works, and the other keeps it company. Depth comes later. Today go for
        smooth.
      </P>
      <Move {...lesson.work.splitSquat} />
      <P>
        Next, a bridge with one foot missing. Hugging the knee keeps your back out of it, so you will lift less high
        than you think you should. Good.
      </P>
      <Move {...lesson.work.singleLegBridge} />
      <P>We close at an old, easy number on the back. Notice that here, too, each leg goes out alone.</P>
      <Move {...lesson.work.deadBug} />
      <H2>At the sink</H2>
      <P>
        When you next brush your teeth, do the lower ones on the left foot and the upper ones on the right. If you must
        touch the sink, touch it. My dentist has asked me to stop telling people this, so let us keep it among
        ourselves.
      </P>
    </Lesson>
  );
}

OneFootAtATime.PreviewProps = previewLesson(course, "one-foot-at-a-time", lesson);
