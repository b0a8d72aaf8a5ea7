import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Turn the ribs",
  subject: "A looser middle for an easy day",
  preheader: "After a week and a half of refusing to twist, a good word for twisting.",
  kind: "mobility",
  minutes: 6,
  work: {
    catCow: { move: moves.catCow, sets: 2, reps: 10, restSeconds: 15 },
    lungeAndTurn: { move: moves.lungeAndTurn, sets: 2, reps: 6, eachSide: true, restSeconds: 15 },
    proneSwimmer: { move: moves.proneSwimmer, sets: 1, reps: 6, restSeconds: 20 },
  },
});

export default function TurnTheRibs(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Six soft minutes. You have earned them, for one-legged work is tiring in ways that stay hidden until you meet
        the stairs.
      </P>
      <H2>A towel, wrung gently</H2>
      <P>
        I have kept you busy declining to twist, so let me be fair to twisting. As you run, the shoulders turn a little
        one way while the pelvis turns a little the other, and somewhere along the spine those two must meet. The low
        back bends well and has hardly any turn in it. The ribbed part above has far more, a little at every joint. If
        the ribs are stiff from a day at a desk, the turn goes looking for room lower down, where there is none to
        spare.
      </P>
      <P>
        So the two ideas are neighbors: firm below, free above. Your belt can stay where it is while the buttons of your
        shirt travel.
      </P>
      <Move {...lesson.work.catCow} />
      <P>
        When we last did the next one, it was for the hip. Today the turn is what matters. Follow the top elbow with
        your eyes, take the whole rib cage along, and stop where the breath gets short.
      </P>
      <Move {...lesson.work.lungeAndTurn} />
      <P>Six of the last, at half effort, as though the water were warm.</P>
      <Move {...lesson.work.proneSwimmer} />
      <P>
        Agnes, who is seventy-one, writes: “I find that I can look over my shoulder when I back the car out.” Agnes,
        that is worth more than a personal best, and it is kinder to the gatepost. When we go on, the knees will have
        their say.
      </P>
    </Lesson>
  );
}

TurnTheRibs.PreviewProps = previewLesson(course, "turn-the-ribs", lesson);
