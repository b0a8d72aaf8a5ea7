import type { ReactNode } from "react";
import type { LessonPage } from "../../../engine/lesson-page.ts";
import { ButtonLink } from "../../components/button.tsx";
import { unbroken } from "../../unbroken.ts";
import { certificatePath, readerPath } from "../paths.ts";
import { FeltAfterwards, FeltChoice } from "./felt.tsx";
import { Press } from "./press.tsx";
import { Week } from "./week.tsx";

type Lesson = Extract<LessonPage, { kind: "ok" }>;
type Shown = { lesson: Lesson; path: string; justDone: boolean };

/** The form's id, so that what stands above the bar with the button belongs to it too. */
export const doneForm = "done-form";

/**
 * The end of a lesson: this reader's week, and either the question how it felt or, once it is done, what comes next.
 * A press leads back here and not to the top: this is where the square fills.
 */
export function AfterLesson({ lesson, path, justDone }: Shown) {
  const { completed, week, day, meToken } = lesson;
  return (
    <section
      id="done"
      tabIndex={-1}
      aria-labelledby="done-title"
      className="mt-16 scroll-mt-6 border-line border-t pt-8 outline-none"
    >
      <h2 id="done-title" className="text-section">
        {completed ? <span role="status">Done.</span> : titles[lesson.lessonKind]}
      </h2>
      <section aria-label="Your week" className="mt-4">
        <Week days={week} current={day} justDone={justDone} />
      </section>
      <p className="mt-3 flex flex-wrap justify-between gap-x-6">
        <strong className="font-semibold">{lesson.streakPhrase}</strong>
        <a className="inline-flex min-h-8 items-center" href={readerPath("me", meToken)}>
          {lesson.donePhrase}: see all days
        </a>
      </p>
      {completed ? <Afterwards lesson={lesson} path={path} /> : <Before lesson={lesson} path={path} />}
    </section>
  );
}

const titles = { training: "Finished?", mobility: "Finished?", rest: "Rested well?" } as const;

/** A rest day asks for nothing, and so not for a feeling either. */
function Before({ lesson }: Pick<Shown, "lesson" | "path">): ReactNode {
  return lesson.lessonKind === "rest" ? <p className="mt-4">That counts too.</p> : <FeltChoice form={doneForm} />;
}

function Afterwards({ lesson, path }: Pick<Shown, "lesson" | "path">) {
  const { next, following, hasCertificate, lessonKind } = lesson;
  return (
    <>
      <p className="mt-4 text-lead">{unbroken(next)}</p>
      {lessonKind === "rest" ? null : <FeltAfterwards action={`${path}/done`} felt={lesson.felt} />}
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
        {following === null ? null : (
          <ButtonLink href={readerPath("lessons", following.token)} look="quiet">
            On to day {following.day}: {following.title}
          </ButtonLink>
        )}
        {hasCertificate ? (
          <ButtonLink href={certificatePath(lesson.meToken, lesson.courseSlug)}>See your certificate</ButtonLink>
        ) : null}
        <Press action={`${path}/undo`} look="quiet">
          Not done after all
        </Press>
      </div>
    </>
  );
}
