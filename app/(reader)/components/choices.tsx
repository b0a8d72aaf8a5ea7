import type { ReactNode } from "react";
import { spokenSendTime } from "../../../domain/calendar.ts";
import { spokenDay, spokenZone } from "../../../domain/spoken.ts";
import { weekdayPhrase } from "../../../domain/streaks.ts";
import { type ChosenCourse, isLive } from "../../../engine/reader-choices.ts";
import { budgetPhrase } from "../budget.ts";
import { readOwn } from "../own.ts";
import { type Change, changePath } from "../paths.ts";

/** Everything that a reader may change, each with how it stands now and a page of its own that explains it. */
export async function YoursToChange({ token }: { token: string }) {
  const { choices } = await readOwn(token);
  const { courses, letters, zone, sendMinute, dailyBudget, name, address, tracking } = choices;
  const live = courses.filter(isLive);
  return (
    <section className="mt-16" aria-labelledby="yours-to-change">
      <h2 id="yours-to-change" className="text-section">
        Yours to change
      </h2>
      <p className="mt-2">Each of these is explained first, and nothing changes before you say so.</p>
      {live.length === 0 && letters.length === 0 ? null : (
        <Group title={live.length === 0 ? "When letters come" : "When lessons come"}>
          <Entry token={token} change="time" now={`${spokenSendTime(sendMinute)}, ${spokenZone(zone)} time`}>
            Send time and time zone
          </Entry>
          {live.length < 2 ? null : (
            <Entry token={token} change="budget" now={budgetPhrase(dailyBudget)}>
              How many a day
            </Entry>
          )}
        </Group>
      )}
      {courses
        .filter(({ state }) => state !== "left" && state !== "restarted")
        .map((course) => (
          <CourseGroup key={course.slug} token={token} course={course} />
        ))}
      <Group title="Letters">
        <Entry token={token} change="letters" now={lettersPhrase(letters)}>
          Which letters come to you
        </Entry>
      </Group>
      <Group title="You">
        <Entry token={token} change="name" now={name ?? "none"}>
          Name
        </Entry>
        <Entry token={token} change="address" now={address}>
          Address
        </Entry>
        <Entry token={token} change="counting" now={tracking ? "on" : "off"}>
          Open and click tracking
        </Entry>
        <Entry token={token} change="copy">
          A copy of what we hold
        </Entry>
        <Entry token={token} change="leave">
          Leave
        </Entry>
        <Entry token={token} change="erase">
          Erase me
        </Entry>
      </Group>
    </section>
  );
}

function CourseGroup({ token, course }: { token: string; course: ChosenCourse }) {
  const { slug, title, state, pauseReason, resumeDay } = course;
  const own = { token, course: slug };
  const until = resumeDay === null ? "until you come back" : `until ${spokenDay(resumeDay)}`;
  return (
    <Group title={title}>
      {isLive(course) ? (
        <Entry {...own} change="days" now={pacePhrase(course)}>
          Weekdays and pace
        </Entry>
      ) : null}
      {state === "paused" ? (
        <Entry {...own} change="resume">
          Go on
        </Entry>
      ) : null}
      {state === "active" ? (
        <Entry {...own} change="next">
          The next lesson now
        </Entry>
      ) : null}
      {state === "active" ? (
        <Entry {...own} change="pause">
          Pause
        </Entry>
      ) : null}
      {state === "paused" && pauseReason === "reader" ? (
        <Entry {...own} change="pause" now={until}>
          Change when the pause ends
        </Entry>
      ) : null}
      <Entry {...own} change="restart">
        Start again
      </Entry>
    </Group>
  );
}

function lettersPhrase(letters: readonly { title: string }[]): string {
  return letters.length === 0 ? "none" : letters.map(({ title }) => title).join(", ");
}

function pacePhrase({ weekdays, everyDays }: ChosenCourse): string {
  if (everyDays === 1) return weekdayPhrase(weekdays);
  return weekdays === 127 ? "every other day" : `every other day, ${weekdayPhrase(weekdays)}`;
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-6">
      <h3 className="text-minor">{title}</h3>
      <ul className="mt-2 rounded-card bg-surface px-4 sm:px-6">{children}</ul>
    </div>
  );
}

type Entered = { token: string; change: Change; course?: string; now?: string; children: ReactNode };

function Entry({ token, change, course, now, children }: Entered) {
  const query = course === undefined ? "" : `?${new URLSearchParams({ course })}`;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 border-line border-b py-1 last:border-b-0">
      <a className="inline-flex min-h-11 items-center" href={`${changePath(token, change)}${query}`}>
        {children}
      </a>
      {now === undefined ? null : <span className="min-w-0 break-words pb-1.5 text-quiet text-small">{now}</span>}
    </li>
  );
}
