import { describeLesson } from "../../parts/describe.ts";
import { H2, Item, Lesson, List, Move, P } from "../../parts/lesson.tsx";
import { previewLesson } from "../../parts/preview.ts";
import type { LessonProps } from "../../parts/props.ts";
import { course } from "./course.ts";
import { moves } from "./moves.ts";

export const lesson = describeLesson({
  title: "Up the hill",
  subject: "Hills: smaller gear, same beat",
  preheader: "What changes when the road tips up, and four moves that know the way.",
  kind: "training",
  minutes: 10,
  work: {
    splitSquat: { move: moves.splitSquat, sets: 2, reps: 8, eachSide: true, restSeconds: 40 },
    wallMarch: { move: moves.wallMarch, sets: 2, reps: 6, eachSide: true, restSeconds: 30 },
    bridgeWalkout: { move: moves.bridgeWalkout, sets: 2, reps: 5, restSeconds: 30 },
    seatedArmSwing: { move: moves.seatedArmSwing, sets: 1, seconds: 40, restSeconds: 20 },
  },
});

export default function UpTheHill(props: LessonProps) {
  return (
    <Lesson {...props}>
      <P>
        Behind our track there is a lane known as the Wall. It takes ninety seconds if you are young. I have run it,
        walked it, and once sat down on it. At the foot of it I always tell people the same three things.
      </P>
      <H2>Three things about up</H2>
      <List ordered>
        <Item>Shorten the step and keep the beat. You made yourself that gear in the last lesson.</Item>
        <Item>
          Push back, the way we did in the very first week. A climb has little braking in it and little spring, so
          glutes and thighs must make nearly all of each step from scratch.
        </Item>
        <Item>Let the elbows lead. A tired leg will follow a quick arm farther than you would believe.</Item>
      </List>
      <P>
        What you need not do is bend over. The hill already leans toward you. If you fold at the waist, you close the
        hip, which is the joint you push with. Keep the tipped line and look a few yards up the road. The top is none of
        your business yet.
      </P>
      <H2>The Wall, indoors</H2>
      <P>Each of these front legs is one hill step in slow motion. Sink slowly, rise briskly.</P>
      <Move {...lesson.work.splitSquat} />
      <P>Then the knees. Set each foot down under its own hip, as though the slope began there.</P>
      <Move {...lesson.work.wallMarch} />
      <P>Here you get one more there-and-back than in the third week. Keep the hips up for all five.</P>
      <Move {...lesson.work.bridgeWalkout} />
      <P>Finish sitting down, with forty seconds of elbows, the last lamppost in sight.</P>
      <Move {...lesson.work.seatedArmSwing} />
      <H2>And down again</H2>
      <P>
        Whoever goes up comes down, so use the other half as well: soft knees, short steps, the feet we crept about on.
        If you lean back, every step turns into a brake. Is there a hill near you? Go up it twice this week, at an
        effort that leaves you enough breath to grumble. A parking ramp or a bridge will do. Nadia, who lives in the
        flattest county I know, uses the stairs of her library. She reports good progress and two overdue books.
      </P>
    </Lesson>
  );
}

UpTheHill.PreviewProps = previewLesson(course, "up-the-hill", lesson);
