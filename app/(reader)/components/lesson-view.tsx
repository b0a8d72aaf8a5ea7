import type { LessonPage } from "../../../engine/lesson-page.ts";
import { unbroken } from "../../unbroken.ts";
import { LessonTimer } from "../lessons/timer/lesson-timer.tsx";
import { AfterLesson } from "./after-lesson.tsx";
import { Heading } from "./heading.tsx";
import { Tick } from "./tick.tsx";

type Shown = {
  lesson: Extract<LessonPage, { kind: "ok" }>;
  /** Where this page stands; its buttons post below it. */
  path: string;
  just: string | undefined;
};

/** A lesson on the web: the same words as in the mail, a timer for its moves, this reader's week, and "I did it". */
export function LessonView({ lesson, path, just }: Shown) {
  const { courseTitle, day, days, minutes, completed } = lesson;
  return (
    <>
      <Heading
        about={`${courseTitle}\u00a0· Day\u00a0${day}\u00a0of\u00a0${days}\u00a0· ${minutes}\u00a0minutes`}
        title={lesson.title}
      />
      {just === "opened" && !completed ? <Opened lesson={lesson} /> : null}
      {/* The compiled web form of a published lesson: our own markup, with the reader's values already escaped. */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: it was compiled and verified when it was published. */}
      <div className="lesson-bare mt-8" dangerouslySetInnerHTML={{ __html: lesson.html }} />
      <LessonTimer />
      <AfterLesson lesson={lesson} path={path} justDone={completed && just === "done"} />
      {completed ? null : <Tick kind={lesson.lessonKind} action={`${path}/done`} />}
    </>
  );
}

/** What became of "the next lesson now": without a mail of its own yet, it is what comes next. */
function Opened({ lesson: { lessonToken, next } }: Pick<Shown, "lesson">) {
  return (
    <p role="status" className="mt-6 rounded-card bg-rest px-5 py-4 text-rest-ink">
      {lessonToken === null
        ? unbroken(`Open now, ahead of its mail. ${next}`)
        : "Open now. Its mail has gone out as well."}
    </p>
  );
}
