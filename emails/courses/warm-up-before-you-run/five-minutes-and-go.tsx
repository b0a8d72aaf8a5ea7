import { describeLesson } from "../../parts/describe.ts";
import { H2, Item, Lesson, List, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Five minutes and go",
  subject: "Your whole warm-up on one card",
  preheader: "Feet, hips, thighs, drills, in one go, and how to change it for the day.",
  kind: "training",
  minutes: 6,
  work: {
    toeHeelWalk: { move: moves.toeHeelWalk, sets: 1, seconds: 30, restSeconds: 5 },
    legSwing: { move: moves.legSwing, sets: 1, reps: 8, eachSide: true, restSeconds: 5 },
    standingTurn: { move: moves.standingTurn, sets: 1, reps: 6, eachSide: true, restSeconds: 5 },
    walkingLunge: { move: moves.walkingLunge, sets: 1, reps: 5, eachSide: true, restSeconds: 10 },
    easySkip: { move: moves.easySkip, sets: 1, seconds: 20, restSeconds: 5 },
  },
});

export default function FiveMinutesAndGo(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        This is the card. Copy it out by hand, as hands remember, and put it where your shoes live. After a week you can
        throw it away.
      </P>
      <H2>Why this order</H2>
      <P>
        It goes from the ground up and from small to large. The feet need least room and wake first. The hips swing
        next, since they can do it while the heart is still slow. The turn loosens what rides on top. Then comes the
        only new move, a long step that asks feet, hips and trunk to agree with each other under your weight. The skip
        lifts all of it off the ground. Each move asks for a little more than the one before it, so by the end your
        pulse is up and jogging feels like less.
      </P>
      <H2>Straight through</H2>
      <P>The pauses are only as long as it takes to walk to where you do the next thing.</P>
      <Move {...lesson.work.toeHeelWalk} />
      <P>Then one hand to the wall.</P>
      <Move {...lesson.work.legSwing} />
      <P>Let go of it and let the arms fly around.</P>
      <Move {...lesson.work.standingTurn} />
      <P>Here is the new one. Five on each leg, at the pace of a bride.</P>
      <Move {...lesson.work.walkingLunge} />
      <P>And off the ground.</P>
      <Move {...lesson.work.easySkip} />
      <H2>Change it for the day</H2>
      <List>
        <Item>On a cold morning, walk briskly for three minutes before you begin.</Item>
        <Item>
          Before an easy run you may leave out the skip. The first ten minutes of an easy run are a warm-up in
          themselves.
        </Item>
        <Item>
          Before a race or a fast session, add four short runs of fifteen seconds, each a bit quicker than the last,
          with a slow walk back.
        </Item>
        <Item>When there is time for only one move, take the long step.</Item>
      </List>
      <P>
        {props.variant.named ? <>That is all there is, {props.reader.name}.</> : "That is all there is."} You wanted to
        run, and I have kept you at the gate for five days, so go. Pickle, I see, is already at the corner. She says
        that she was born warm.
      </P>
    </Lesson>
  );
}

FiveMinutesAndGo.PreviewProps = previewLesson(course, "five-minutes-and-go", lesson);
