import { describeLesson } from "../../parts/describe.ts";
import { H2, Lesson, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "The spring in your heel",
  subject: "You own two very good springs",
  preheader: "The Achilles stores each landing and hands it back, if the calf holds on.",
  kind: "training",
  minutes: 10,
  work: {
    calfRaise: { move: moves.calfRaise, sets: 2, reps: 12, restSeconds: 40 },
    bentKneeCalfRaise: { move: moves.bentKneeCalfRaise, sets: 3, reps: 12, restSeconds: 40 },
    wallPress: { move: moves.wallPress, sets: 2, seconds: 20, eachSide: true, restSeconds: 20 },
  },
});

export default function TheSpringInYourHeel(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        {props.variant.named ? (
          <>{props.reader.name}, pinch the cord above your heel.</>
        ) : (
          "Pinch the cord above your heel."
        )}{" "}
        It is the thickest tendon in your body and the strongest. When you run, the load through it can reach six times
        your weight and more. Other cords are for pulling. This one is also for stretching a little and springing back.
      </P>
      <H2>Energy at no charge</H2>
      <P>
        As your weight comes over the foot, the tendon is drawn out by a few percent and stores some of the landing,
        like the band of a slingshot. As you leave the ground it gives most of that back, and you need not pay for it in
        breath a second time. Running would cost you a good deal more without it.
      </P>
      <P>
        But a slingshot only works if somebody holds the other end. The calf does the holding. Its deep half, the
        soleus, does most of it in steady running, over a bent knee, hardly changing its length while the tendon moves.
        When the calf is tired the grip slips, the heel sinks, and the last miles feel flat-footed.
      </P>
      <H2>Straight, then bent</H2>
      <P>
        A straight knee comes first, for the calf you can see. If both feet together have become easy, do the second
        half of each set on one.
      </P>
      <Move {...lesson.work.calfRaise} />
      <P>
        Then a bent knee, for the calf you cannot see. Expect a deep, dull ache and no drama. Go slowly, since a tendon
        gets on best with a steady load while it is new to the work. The bounce can wait for the fourth week.
      </P>
      <Move {...lesson.work.bentKneeCalfRaise} />
      <P>
        We end upright and still, five seconds longer than at the start of the week. Make a tripod of the foot you stand
        on: heel, big toe, little toe.
      </P>
      <Move {...lesson.work.wallPress} />
      <H2>Lift or drag</H2>
      <P>
        On your next easy run, attend to the heel as it leaves the ground. How it lands does not concern me; I have
        known fast runners of both kinds. Is it lifted, or is it dragged? Give it twenty steps of lift and go back to
        the view. If your Achilles is stiff in the mornings or sore to the touch, keep both feet down in these moves and
        see a physical therapist before we begin to hop. After this comes a rest, and the cheapest training aid there
        is.
      </P>
    </Lesson>
  );
}

TheSpringInYourHeel.PreviewProps = previewLesson(course, "the-spring-in-your-heel", lesson);
