import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "When you are tired",
  subject: "What to think of in the last mile",
  preheader: "Form tends to leave in a certain order. Three words to call it back.",
  kind: "training",
  minutes: 10,
  work: {
    bearHover: { move: moves.bearHover, sets: 2, seconds: 25, restSeconds: 15 },
    runnersHinge: { move: moves.runnersHinge, sets: 2, reps: 6, eachSide: true, restSeconds: 20 },
    shoulderTap: { move: moves.shoulderTap, sets: 2, reps: 8, eachSide: true, restSeconds: 20 },
    pogoHop: { move: moves.pogoHop, sets: 2, seconds: 20, restSeconds: 20 },
  },
});

export default function WhenYouAreTired(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>This is the hardest session of the course, {props.reader.name}, and the rests are short on purpose.</>
        ) : (
          "This is the hardest session of the course, and the rests are short on purpose."
        )}{" "}
        I want you a little tired today and then tidy.
      </P>
      <H2>How it comes undone</H2>
      <P>
        Form does not go all at once. In most of the runners I watch, it leaves by the same door. First the head drops
        and the shoulders creep up. Then the box slides off the bowl. Then the belt line rocks, the step gets long and
        slow, and the feet get loud. By the time you notice your feet, your head has been gone for a while. So mend from
        the top.
      </P>
      <P>
        I have three words for it: up, over, easy. Up is the balloon. Over is ribs above hips, and all of you above the
        foot. Easy is jaw, hands and breath. You can say the three of them in one breath out, and each of the four weeks
        is folded up in there somewhere.
      </P>
      <H2>Tired on purpose</H2>
      <P>
        Do the four moves as a round, one set of each, and then go around a second time. In every pause, say the words.
        If a rep is uglier than the first one was, end that set there. We are practicing tidiness, and whatever you
        practice, you get.
      </P>
      <Move {...lesson.work.bearHover} />
      <P>Stand up, with as much brace as you have left.</P>
      <Move {...lesson.work.runnersHinge} />
      <P>Down onto the hands once more, the feet a bit closer together than in the second week.</P>
      <Move {...lesson.work.shoulderTap} />
      <P>
        And up again. Bounce as if you had only just begun, or let the heels bounce by themselves, if that is your
        version.
      </P>
      <Move {...lesson.work.pogoHop} />
      <H2>Rehearse the last mile</H2>
      <P>
        Near the end of a longer run, when you would like to be home, say the words at each corner. Do not try to speed
        up. It may happen anyway. Then walk the last few minutes, for ending well is a skill too. A reader in Duluth has
        them on her running glove in ballpoint pen. The middle one has worn off, she says, but it was the one she
        needed, so she knows it by now.
      </P>
    </Lesson>
  );
}

WhenYouAreTired.PreviewProps = previewLesson(course, "when-you-are-tired", lesson);
