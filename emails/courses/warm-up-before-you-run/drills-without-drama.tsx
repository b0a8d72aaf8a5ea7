import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Drills without drama",
  subject: "March, flick and skip",
  preheader: "Running drills for people who feel foolish doing running drills.",
  kind: "training",
  minutes: 5,
  work: {
    tallMarch: { move: moves.tallMarch, sets: 2, seconds: 20, restSeconds: 15 },
    heelFlick: { move: moves.heelFlick, sets: 2, seconds: 20, restSeconds: 15 },
    easySkip: { move: moves.easySkip, sets: 2, seconds: 20, restSeconds: 15 },
  },
});

export default function DrillsWithoutDrama(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? <>I have a confession to make, {props.reader.name}.</> : "I have a confession to make."}{" "}
        For my first ten years as a coach I skipped the skipping. I thought drills were for sprinters with sponsors.
        Then a retired school teacher joined us, skipped down the back straight in a raincoat, beaming, and ran the
        smoothest mile I had seen all month.
      </P>
      <H2>A stride in slow pieces</H2>
      <P>
        A running stride is over in less than a second, and that leaves no time to mend anything in it. A drill cuts it
        into pieces and slows them down: the knee that comes up, the heel that folds, the foot that springs. You
        rehearse each piece for a few seconds, well, and the whole remembers. That is also why tired, endless drills are
        of no use. What you rehearse badly is remembered too.
      </P>
      <P>
        Everything you have warmed so far has a part in it. The feet spring, the hips swing, and the trunk keeps the
        peace between them.
      </P>
      <H2>Twenty seconds each</H2>
      <P>Go out for ten seconds and come back for ten. First at a walk, with every piece in its place.</P>
      <Move {...lesson.work.tallMarch} />
      <P>Now the heel. This one raises the pulse, so take the whole pause.</P>
      <Move {...lesson.work.heelFlick} />
      <P>
        And the skip. Nobody has forgotten how. If hopping does not suit you, because of a pregnancy, a tendon or the
        pelvic floor, march briskly and swing your arms. It does the same work with one foot always on the ground.
      </P>
      <Move {...lesson.work.easySkip} />
      <H2>Carry it into the run</H2>
      <P>
        Start to jog straight out of the last skip, without stopping in between. For twenty steps keep its lightness, as
        if you were still skipping and had only made it too small to see. When it fades, let it. You will find it again
        at the end of the next warm-up or the one after that, and one lesson from now you will have all of it in a
        single string.
      </P>
    </Lesson>
  );
}

DrillsWithoutDrama.PreviewProps = previewLesson(course, "drills-without-drama", lesson);
