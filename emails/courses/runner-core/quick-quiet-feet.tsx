import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, Note, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Quick, quiet feet",
  subject: "A few more steps a minute",
  preheader: "Your first hops, an inch high, and why a shorter step can be easier.",
  kind: "training",
  minutes: 9,
  work: {
    bentKneeCalfRaise: { move: moves.bentKneeCalfRaise, sets: 2, reps: 12, restSeconds: 30 },
    pogoHop: { move: moves.pogoHop, sets: 4, seconds: 15, restSeconds: 30 },
    wallMarch: { move: moves.wallMarch, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
  },
});

export default function QuickQuietFeet(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>Your homework comes first today, {props.reader.name}.</>
        ) : (
          "Your homework comes first today."
        )}{" "}
        On your next easy run, count how often the right foot lands in thirty seconds, multiply by four, and write that
        down. It is your step rate. There is no correct one. Most runners have something between a hundred and fifty and
        a hundred and eighty, and tall people tend to have less.
      </P>
      <H2>Five percent</H2>
      <P>
        The interesting part is a small change from your own number. Run at the same speed with about five percent more
        steps, eight on top of a hundred and sixty, and each one grows shorter. The foot comes down nearer beneath you,
        and each landing asks a little less of knee and hip. The calf pays some of the difference, and so this lesson
        had to wait for the one about the heel.
      </P>
      <P>
        You do not need it on every run. Treat it as a low gear on a bicycle, for hills, for heat and for the last mile.
      </P>
      <H2>An inch high</H2>
      <Note title="Before you hop">
        <P>
          Bounce only the heels, toes on the floor, if you are pregnant or have had a baby in the past months, if you
          leak or feel heaviness in the pelvis when you jump, if an Achilles, calf, shin or foot is sore, if you have
          had surgery lately, or if your bones are fragile. A doctor or physical therapist can tell you when hopping is
          right for you. Each hop in this course has a version that stays on the ground.
        </P>
      </Note>
      <P>Warm the deep calf before you ask it to bounce.</P>
      <Move {...lesson.work.bentKneeCalfRaise} />
      <P>
        And now, up. All the slow work was for this: an ankle that holds, a trunk that does not shake, a landing nobody
        hears. Take every second of the rests, because quality runs out sooner than breath does.
      </P>
      <Move {...lesson.work.pogoHop} />
      <P>
        Carry that snap over to the wall. Leave out the march, switch the legs in a single beat, freeze, and look for
        the line of the last lesson.
      </P>
      <Move {...lesson.work.wallMarch} />
      <H2>A borrowed beat</H2>
      <P>
        Try three single minutes with the quicker step, and run easily in between. No faster, only sooner. I hum the
        tune that my mother used to knead bread to. Nobody at the track has complained, though I notice that they keep
        one lane away.
      </P>
    </Lesson>
  );
}

QuickQuietFeet.PreviewProps = previewLesson(course, "quick-quiet-feet", lesson);
