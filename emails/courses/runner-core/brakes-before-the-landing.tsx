import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Brakes before the landing",
  subject: "Your hamstrings work in mid-air",
  preheader: "Just before the foot comes down, the back of the thigh catches the shin.",
  kind: "training",
  minutes: 10,
  work: {
    bridgeWalkout: { move: moves.bridgeWalkout, sets: 3, reps: 4, restSeconds: 40 },
    runnersHinge: { move: moves.runnersHinge, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    singleLegBridge: { move: moves.singleLegBridge, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
  },
});

export default function BrakesBeforeTheLanding(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Kick an imaginary ball, gently, and stop the foot dead before the knee is straight. Did you feel the grab behind
        your thigh? You do that on every step of every run, with no ball and mostly with no thanks.
      </P>
      <H2>Catch, then pull</H2>
      <P>
        As the knee swings through, the shin flies after it like the end of a whip, and somebody has to catch it. The
        hamstrings do, in the last part of the swing, and they do it while being pulled longer, which is demanding work
        for any muscle. Then almost at once the foot is down and they change jobs: together with the glutes they draw
        you over it.
      </P>
      <P>
        The faster you run, the harder the catch. Sprinters know their hamstrings by first name. Joggers are apt to meet
        theirs while running for a bus, and I would like you to be introduced in calmer surroundings.
      </P>
      <H2>Longer and stronger at once</H2>
      <P>
        The walk on your heels is new, and slyer than it looks. Short steps, high hips. A cramp is common in the first
        week or two. If it comes, shake the leg out and do one set fewer, with no shame attached.
      </P>
      <Move {...lesson.work.bridgeWalkout} />
      <P>
        Now upright. This one lengthens the same muscle from its other end, at the hip, and asks for the level belt line
        of the last lesson on top. Park the back toes on the floor if you waver.
      </P>
      <Move {...lesson.work.runnersHinge} />
      <P>
        You have done the third one once before. Compare left with right, and see whether the tidier side is still the
        same.
      </P>
      <Move {...lesson.work.singleLegBridge} />
      <H2>Set it down sooner</H2>
      <P>
        On your next run, put the foot down a hand’s width sooner, nearer to the place beneath you, and do not reach out
        with the heel. The shin has less far to fly, and there is less to catch. It will feel like baby steps. From the
        outside nobody can tell. Pickle catches a ball in much the same manner: late, at full stretch, and with the air
        of having meant it all along.
      </P>
    </Lesson>
  );
}

BrakesBeforeTheLanding.PreviewProps = previewLesson(course, "brakes-before-the-landing", lesson);
