import { ButtonLink } from "../../components/button.tsx";
import { AllDays, type ReaderDay } from "./all-days.tsx";
import { Coming, type NextLesson } from "./coming.tsx";
import { LessonsSoFar } from "./lessons-so-far.tsx";

export type PassageFacts = NextLesson & {
  courseTitle: string;
  courseSlug: string;
  days: readonly ReaderDay[];
  streak: number;
  best: number;
};

/** One reader's passage through one course: three figures, what comes next, the picture, the lessons. */
export function Passage(passage: PassageFacts) {
  const { courseTitle, courseSlug, state, streak, best } = passage;
  const days = state === "active" || state === "paused" ? passage.days : passage.days.map(afterTheEnd);
  const done = days.filter(({ mark }) => mark === "done").length;
  return (
    <section className="mt-10" aria-labelledby={`course-${courseSlug}`}>
      <h2 id={`course-${courseSlug}`} className="text-section">
        {courseTitle}
      </h2>
      {state === "finished" ? <Finished days={days} done={done} best={best} /> : <Coming {...passage} />}
      <dl className="mt-6 grid grid-cols-3 gap-4">
        <Figure figure={done} label={`of ${days.length} done`} />
        <Figure figure={streak} label={streak === 1 ? "day in a row" : "days in a row"} />
        <Figure figure={best} label="in a row at best" />
      </dl>
      <div className="mt-6 rounded-card bg-surface p-4 sm:p-6">
        <AllDays days={days} />
      </div>
      <LessonsSoFar days={days} />
    </section>
  );
}

/** Read as one phrase, "12 of 30 done"; the number is the biggest thing. */
function Figure({ figure, label }: { figure: number; label: string }) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-quiet text-small leading-snug">{label}</dt>
      <dd className="font-display font-bold text-title sm:text-poster">{figure}</dd>
    </div>
  );
}

/** The last lesson of a course that is over waits for nothing today; it was sent. */
function afterTheEnd(day: ReaderDay): ReaderDay {
  return day.mark === "today" ? { ...day, mark: "missed" } : day;
}

function Finished({ days, done, best }: { days: readonly ReaderDay[]; done: number; best: number }) {
  const isWhole = days.every(({ mark }) => mark !== "missed");
  const inRow = best > 1 ? `, ${best} in a row at best` : "";
  return (
    <div className="mt-4 rounded-card bg-rest p-5 text-rest-ink sm:p-6">
      <p className="font-display font-bold text-section">
        {isWhole ? "You went the whole way!" : `All ${days.length} days have come`}
      </p>
      <p className="mt-2">
        {done === 0
          ? `${days.length} days came to you.`
          : `${days.length} days came to you, and you did ${done} of them${inRow}.`}{" "}
        The lessons stay open here: do one that you missed, or one that you liked, whenever you want.
      </p>
      <p className="mt-4">
        <ButtonLink href="/" look="quiet" className="text-rest-ink">
          See the other courses
        </ButtonLink>
      </p>
    </div>
  );
}
