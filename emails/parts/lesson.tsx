import type { ReactElement, ReactNode } from "react";
import { Band, BandLine } from "./band.tsx";
import { Button } from "./button.tsx";
import { Frame } from "./frame.tsx";
import { also, write } from "./paint.ts";
import type { LessonProps } from "./props.ts";
import { A, face, headline, Rows } from "./prose.tsx";
import { usePlace } from "./surface.ts";
import { space } from "./theme.ts";
import { WeekStrip } from "./week-strip.tsx";

// biome-ignore lint/performance/noBarrelFile: An author takes all the words of a lesson from this one module.
export { Move } from "./move.tsx";
export { A, H2, Item, List, Note, P } from "./prose.tsx";

/**
 * One day's message around the author's own words. In a mail they stand between the reader's week and the button; in
 * a page they stand alone under their title, for the page draws the week and has a real form.
 */
export function Lesson(props: LessonProps & { children: ReactNode }): ReactElement {
  const { lesson, course, surface } = props;
  return (
    <Frame
      slots={props}
      title={`Day ${lesson.day}: ${lesson.title}`}
      preheader={lesson.preheader}
      reason={`You get this lesson because you signed up for “${course.title}” and confirmed it.`}
      band={<DayBand {...props} />}
    >
      {surface === "web" ? <WebHead {...props} /> : <MailHeadLines {...props} />}
      {props.children}
      {surface === "web" ? null : <Finish {...props} />}
    </Frame>
  );
}

function DayBand({ course, lesson }: LessonProps): ReactElement {
  return (
    <div data-part="frame">
      <Band number={lesson.day}>
        <BandLine>
          <strong>{course.title}</strong>
        </BandLine>
        <BandLine>
          <DayLine days={course.days} lesson={lesson} />
        </BandLine>
      </Band>
    </div>
  );
}

function MailHeadLines({ lesson, progress }: LessonProps): ReactElement {
  return (
    <div data-part="frame">
      <h1
        {...also(
          "title",
          write("surface", "ink", { ...headline("title"), fontSize: 30, lineHeight: "34px", margin: 0 }),
        )}
      >
        {lesson.title}
      </h1>
      <p {...write("surface", "quiet", { ...face("small"), margin: `${space.base}px 0 ${space.hair}px` })}>
        Week {lesson.week}: {lesson.weekTitle}
      </p>
      <WeekStrip lesson={lesson} progress={progress} />
      <p {...write("surface", "quiet", { ...face("small"), margin: `${space.tight}px 0 ${space.loose}px` })}>
        {progress.streak} · {progress.done}
      </p>
    </div>
  );
}

function WebHead({ course, lesson }: LessonProps): ReactElement {
  return (
    <header className="lesson-head" data-part="frame">
      <p className="lesson-day">
        <DayLine days={course.days} lesson={lesson} />
      </p>
      <h1>{lesson.title}</h1>
    </header>
  );
}

function Finish({ links, course }: LessonProps): ReactElement {
  return (
    <div data-part="frame">
      <Rows style={{ padding: `${space.wide}px 0 0` }}>
        <Button href={links.lesson}>I did it</Button>
      </Rows>
      <p {...write("surface", "quiet", { ...face("small"), margin: `${space.base}px 0 0` })}>
        The button opens this lesson on the web, where one tap fills today’s square.
      </p>
      <p {...write("surface", "quiet", { ...face("small"), margin: `${space.tight}px 0 0` })}>
        <A href={links.me}>See all your {course.days} days</A>
      </p>
    </div>
  );
}

const kinds = { training: "", mobility: " of easy mobility", rest: ", a rest day" } as const;

/** Two halves, each of which stays in one line: beside a number of two digits a phone has room for one. */
function DayLine({ days, lesson }: { days: number; lesson: LessonProps["lesson"] }): ReactElement {
  const { surface } = usePlace();
  const whole = surface === "web" ? undefined : ({ whiteSpace: "nowrap" } as const);
  return (
    <>
      <span style={whole}>{`Day ${lesson.day} of ${days}`}</span> ·{" "}
      <span style={whole}>{`${lesson.minutes} minutes`}</span>
      {kinds[lesson.kind]}
    </>
  );
}
