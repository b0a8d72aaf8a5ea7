import type { PageEnrolment } from "../../../engine/reader-page.ts";
import { ButtonLink } from "../../components/button.tsx";
import { unbroken } from "../../unbroken.ts";
import { certificatePath } from "../paths.ts";
import { AllDays, type ReaderDay } from "./all-days.tsx";
import { Feelings } from "./feelings.tsx";
import { LessonsSoFar } from "./lessons-so-far.tsx";

export type PassageFacts = Omit<PageEnrolment, "days"> & { days: readonly ReaderDay[]; meToken: string };

/** One reader's passage through one course: the figures, the picture of all days, how it felt, the lessons. */
export function Passage(passage: PassageFacts) {
  const { courseTitle, courseSlug, state, days, done, streak, best, minutes, next } = passage;
  const isOver = state !== "active" && state !== "paused";
  return (
    <section className="mt-14" aria-labelledby={`course-${courseSlug}`}>
      <h2 id={`course-${courseSlug}`} className="text-section">
        {courseTitle}
      </h2>
      {state === "finished" ? <Finished {...passage} /> : null}
      {state === "left" || state === "restarted" ? <p className="mt-2 text-lead">{unbroken(next.words)}</p> : null}
      <dl
        className={`mt-6 grid gap-x-4 gap-y-6 ${state === "finished" ? "grid-cols-3" : "grid-cols-2 sm:grid-cols-4"}`}
      >
        <Figure figure={done} label={`of ${days.length} done`} />
        {state === "finished" ? null : (
          <Figure figure={streak} label={streak === 1 ? "day in a row" : "days in a row"} />
        )}
        <Figure figure={best} label="in a row at best" />
        <Figure figure={minutes} label={minutes === 1 ? "minute done" : "minutes done"} />
      </dl>
      <Freezes {...passage} />
      <div className="mt-6 rounded-card bg-surface p-4 sm:p-6">
        <AllDays days={days} isOver={isOver} />
      </div>
      <Feelings days={days} id={`felt-${courseSlug}`} />
      <LessonsSoFar days={days} isOver={isOver} />
    </section>
  );
}

/** Read as one phrase, "12 of 30 done"; the number is the biggest thing. */
function Figure({ figure, label }: { figure: number; label: string }) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-quiet text-small leading-snug">{label}</dt>
      <dd className="font-bold font-display text-title sm:text-poster">{figure}</dd>
    </div>
  );
}

/** What a freeze is, in one line, beside how many there are. A course that is over has no more use for them. */
function Freezes({ freezes, state }: Pick<PassageFacts, "freezes" | "state">) {
  if (freezes === null || (state !== "active" && state !== "paused")) return null;
  return (
    <p className="mt-4">
      <strong className="font-semibold">{freezes.phrase}.</strong>{" "}
      <span className="text-quiet">
        Every {freezes.earnedEvery} lessons done in a row save one, and a day that you miss uses one up instead of
        ending your row.
      </span>
    </p>
  );
}

function Finished({ days, done, best, hasCertificate, meToken, courseSlug }: PassageFacts) {
  const isWhole = days.every(({ mark }) => mark !== "missed" && mark !== "frozen");
  const inRow = best > 1 ? `, ${best} in a row at best` : "";
  return (
    <div className="mt-4 rounded-card bg-rest p-5 text-rest-ink sm:p-6">
      <p className="font-bold font-display text-section">
        {isWhole ? "You went the whole way!" : `All ${days.length} days have come`}
      </p>
      <p className="mt-2">
        {done === 0
          ? `${days.length} days came to you.`
          : `${days.length} days came to you, and you did ${done} of them${inRow}.`}{" "}
        The lessons stay open here: do one that you missed, or one that you liked, whenever you want.
      </p>
      <p className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-3">
        {hasCertificate ? (
          <ButtonLink href={certificatePath(meToken, courseSlug)}>See your certificate</ButtonLink>
        ) : null}
        <ButtonLink href="/" look="quiet" className="text-rest-ink">
          See the other courses
        </ButtonLink>
      </p>
    </div>
  );
}
