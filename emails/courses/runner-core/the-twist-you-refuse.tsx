import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The twist you refuse",
  subject: "The twist you refuse to make",
  preheader: "Your swinging leg wants to turn your hips. Meet the muscles that object.",
  kind: "training",
  minutes: 10,
  work: {
    shoulderTap: { move: moves.shoulderTap, sets: 3, reps: 6, eachSide: true, restSeconds: 30 },
    birdDog: { move: moves.birdDog, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    bearHover: { move: moves.bearHover, sets: 3, seconds: 20, restSeconds: 30 },
  },
});

export default function TheTwistYouRefuse(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Last week the track was under water, so I had the whole group in the school gym on hands and feet, each with a
        paper cup standing on the low back. Within a minute eleven cups were on the floor. One of them was mine.
      </P>
      <H2>What the free leg does to you</H2>
      <P>
        Sit on an office chair that spins, throw one leg forward, and the seat turns the other way. In running you throw
        a leg forward on every step, with the other foot holding on to the ground, and the pelvis is pushed around by it
        just as the chair was. A few degrees of that are healthy and give you a longer stride. With more, the foot
        begins to land across the middle line, and the knees brush each other.
      </P>
      <P>
        Keeping it to a few degrees is the business of the obliques, the two slanted layers at the sides of your belly,
        helped by the small deep muscles of the back. They do not have to be strong as a thigh is strong. They have to
        be prompt.
      </P>
      <H2>Make nothing happen</H2>
      <P>
        In every rep today the aim is that nothing happens. If you would like a judge, stand a paper cup on the flat of
        your back, just above the seat.
      </P>
      <Move {...lesson.work.shoulderTap} />
      <P>
        You know the next shape from the first week. What is new: as you reach, imagine that you kneel on thin ice, and
        that one shifting hip would crack it.
      </P>
      <Move {...lesson.work.birdDog} />
      <P>Then the bear again, with five seconds more than it had in the last lesson.</P>
      <Move {...lesson.work.bearHover} />
      <H2>Along a painted line</H2>
      <P>
        Where there is no traffic, run twenty steps along a line: the edge of a path, a lane on the track. The left foot
        belongs on its left and the right foot on its right. If yours keep crossing over, slow down and widen them by an
        inch. Do not hold your hips stiff, for you want the small turn, only ended sooner. Half of the answer lies with
        a part of you we have not mentioned so far, though you have been carrying it around bent at the elbows. It gets
        the next lesson to itself.
      </P>
    </Lesson>
  );
}

TheTwistYouRefuse.PreviewProps = previewLesson(course, "the-twist-you-refuse", lesson);
