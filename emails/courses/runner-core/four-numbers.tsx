import { describeLesson } from "../../parts/describe.ts";
import { H2, Item, Lesson, List, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Four numbers",
  subject: "Four numbers worth writing down",
  preheader: "A small test to repeat every two months, against nobody but yourself.",
  kind: "training",
  minutes: 12,
  work: {
    deadBug: { move: moves.deadBug, sets: 1, reps: 10, eachSide: true, restSeconds: 60 },
    sidePlank: { move: moves.sidePlank, sets: 1, seconds: 45, eachSide: true, restSeconds: 60 },
    singleLegBridge: { move: moves.singleLegBridge, sets: 1, reps: 15, eachSide: true, restSeconds: 60 },
    calfRaise: { move: moves.calfRaise, sets: 1, reps: 20, eachSide: true, restSeconds: 60 },
  },
});

export default function FourNumbers(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? <>Fetch a pencil, {props.reader.name}.</> : "Fetch a pencil."} You will leave this lesson
        with four numbers, a date beside them, and the right to be unimpressed. They are for comparing you with yourself
        two months from now. They are no use for anything else.
      </P>
      <H2>The rules</H2>
      <P>
        You have one attempt at each, weaker side first, in the order given, with a minute’s rest. A rep counts if it
        would have passed in the lesson that taught it. What the lesson asks for is a ceiling: stop there even if you
        could go on, since a bigger number would tell us little about running. When the form goes, the number stands. If
        anything hurts, that is the end of that part.
      </P>
      <P>First comes the middle. Count clean reaches on each side, with the back down throughout.</P>
      <Move {...lesson.work.deadBug} />
      <P>Second, the sides. Count seconds with the line unbroken, on knees or on feet, and note which it was.</P>
      <Move {...lesson.work.sidePlank} />
      <P>Third, the hip. It counts while both hip bones look at the ceiling.</P>
      <Move {...lesson.work.singleLegBridge} />
      <P>
        Fourth, the spring. Use one foot at a time on the flat, two fingers on the wall, and count as long as you still
        get all the way up. Both feet together are fine too, if that is where you are; write it down.
      </P>
      <Move {...lesson.work.calfRaise} />
      <H2>What they tell you</H2>
      <List>
        <Item>Left and right nearly the same: carry on as you are.</Item>
        <Item>One side well behind: let it begin every session and set the count.</Item>
        <Item>One number small next to the others: you have found next month’s first move.</Item>
        <Item>The ceiling on both sides: take the harder version next time and leave the count alone.</Item>
      </List>
      <P>
        Put a date in your calendar eight weeks from now, no sooner, because strength moves by the month. A man in my
        group keeps his on the inside of a kitchen cupboard, six years of them. They go up, they go down in the year his
        twins were born, and they go up again. It is the most truthful running diary I know. One lesson is left, and it
        is about all the days that come after it.
      </P>
    </Lesson>
  );
}

FourNumbers.PreviewProps = previewLesson(course, "four-numbers", lesson);
