import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Glutes do the pushing",
  subject: "The push comes from behind",
  preheader: "How to tell whether your hips or your low back are doing the work.",
  kind: "training",
  minutes: 9,
  work: {
    gluteBridge: { move: moves.gluteBridge, sets: 3, reps: 10, restSeconds: 30 },
    birdDog: { move: moves.birdDog, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    calfRaise: { move: moves.calfRaise, sets: 2, reps: 10, restSeconds: 30 },
  },
});

export default function GlutesDoThePushing(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>{props.reader.name}, stand up for a moment before you read on.</>
        ) : (
          "Stand up for a moment before you read on."
        )}{" "}
        Put your hands on your seat and take one slow, long step forward. One side hardens as that leg goes behind you.
        This is gluteus maximus, the largest muscle you own, and it is there to push the ground away.
      </P>
      <H2>Two ways to put a leg behind you</H2>
      <P>
        There is an honest way: the thigh moves back in its socket and the glute pulls it there. And there is a cheap
        way: tip the pelvis forward, arch the low back, and the leg ends up in the same place although the hip has
        hardly opened. From the outside they look alike. From the inside, the cheap way is felt above the belt. It also
        undoes the firm middle we found on the first day, since the back had to bend to get there.
      </P>
      <P>
        Many of us sit for much of the day, and sitting gives the hips little reason to open. No harm done, but they
        like to be reminded. Reminding is all we do for now. The heavy work for the hips comes in the third week, when
        you will be on one leg.
      </P>
      <H2>Tuck first, then lift</H2>
      <P>
        That small tuck at the start of the bridge is what closes the cheap road, so give it a full breath in each of
        the three sets. If you are unsure who is working, prod: seat hard, back soft.
      </P>
      <Move {...lesson.work.gluteBridge} />
      <P>
        The reaching leg in the next move has to pass the same exam. Lift it only as far as the seat can take it, and
        leave the waist out of the matter.
      </P>
      <Move {...lesson.work.birdDog} />
      <P>
        A push is worth little if the foot it goes through is floppy. So we finish standing, and send it out through the
        toes.
      </P>
      <Move {...lesson.work.calfRaise} />
      <H2>Ten steps uphill</H2>
      <P>
        Find a gentle slope on your next run, or a flight of stairs on your way to somewhere else. For ten steps, think
        of pushing the ground behind you, and let the feet lift themselves. A man in my Tuesday group said it was like
        being followed by a small, polite engine, and I have not heard a better description. The next lesson is gentle.
        It begins where the push ends, at your ankles.
      </P>
    </Lesson>
  );
}

GlutesDoThePushing.PreviewProps = previewLesson(course, "glutes-do-the-pushing", lesson);
