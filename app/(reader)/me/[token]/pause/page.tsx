import type { Metadata } from "next";
import { addDays, localDay } from "../../../../../domain/calendar.ts";
import { spokenDay } from "../../../../../domain/spoken.ts";
import { pause } from "../../../../../engine/pause.ts";
import { type ChosenCourse, foreseeChoices } from "../../../../../engine/reader-choices.ts";
import { Field } from "../../../../components/field.tsx";
import { type Asked, type Query, readAsked } from "../../../asked.ts";
import { AskForm } from "../../../components/ask-form.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { Pick, Picks } from "../../../components/pick.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { WhichCourse } from "../../../components/which-course.tsx";
import { courseAmong, readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";
import { readPauseEnd } from "../../../pause-end.ts";

export const metadata: Metadata = { title: "Pause" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** A rest from one course, with an end or without. */
export default async function PausePage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const asked = await readAsked(searchParams);
  const courses = choices.courses.filter(mayPause);
  const course = courseAmong(courses, asked.value("course"));
  return (
    <ChangePage
      token={token}
      title="Pause"
      about={course?.title}
      lead={
        <p>
          No lesson comes while you rest, and none is lost. A pause with a day to come back ends by itself, and a mail
          the day before says so.
        </p>
      }
    >
      {course === null ? (
        <WhichCourse token={token} change="pause" courses={courses} />
      ) : (
        <Rest token={token} course={course} asked={asked} />
      )}
    </ChangePage>
  );
}

/** A pause that the reader asked for can be given another end. */
function mayPause({ state, pauseReason }: ChosenCourse): boolean {
  return state === "active" || pauseReason === "reader";
}

type Resting = { token: string; course: ChosenCourse; asked: Asked };

async function Rest({ token, course, asked }: Resting) {
  const end = readPauseEnd(asked.value);
  if (!asked.isSent) return <Form token={token} course={course} asked={asked} complaint={null} />;
  if (end.kind === "unsaid") {
    return <Form token={token} course={course} asked={asked} complaint="Please choose how long you want to rest." />;
  }
  const { context, choices } = await readOwn(token);
  const { enrolmentId, slug } = course;
  const untilDay = end.kind === "day" ? end.untilDay : undefined;
  const act = (trial: typeof context) => pause(trial, { readerId: choices.readerId, enrolmentId, untilDay });
  const { outcome, after } = await foreseeChoices(context, { token, act });
  if (outcome.kind === "invalid") {
    return <Form token={token} course={course} asked={asked} complaint={outcome.message} />;
  }
  return (
    <Proposal token={token} change="pause" values={{ ...asked.values, course: slug }} button="Pause">
      <p>
        {untilDay === undefined
          ? "You would rest until you come back: your page and every letter of ours have the way."
          : `You would rest until ${spokenDay(untilDay)}.`}
      </p>
      {untilDay === undefined ? null : <Foreseen courses={after?.courses.filter((one) => one.slug === slug) ?? []} />}
    </Proposal>
  );
}

async function Form({ token, course, asked, complaint }: Resting & { complaint: string | null }) {
  const { choices } = await readOwn(token);
  const today = localDay(choices.now, choices.zone);
  const end = readPauseEnd(asked.value);
  const isOpen =
    end.kind === "open" || (end.kind === "unsaid" && course.state === "paused" && course.resumeDay === null);
  const wrongDay = complaint !== null && end.kind === "day";
  return (
    <AskForm action={changePath(token, "pause")} course={course.slug}>
      <Picks
        id="until"
        legend="How long?"
        error={complaint !== null && !wrongDay ? complaint : undefined}
        hint={course.state === "paused" ? course.coming.words : undefined}
      >
        <Pick type="radio" name="until" value="open" checked={isOpen} autoFocus={complaint !== null && !wrongDay}>
          Until I come back
        </Pick>
        <Pick type="radio" name="until" value="day" checked={!isOpen}>
          Until this day:
        </Pick>
      </Picks>
      <Field
        id="day"
        label="The day you come back"
        hint="That day may bring the next lesson already. From tomorrow on, within a year."
        type="date"
        min={addDays(today, 1)}
        max={addDays(today, 366)}
        defaultValue={asked.value("day") || (course.resumeDay ?? addDays(today, 7))}
        error={wrongDay ? complaint : undefined}
        autoFocus={wrongDay}
        className="sm:max-w-56"
      />
    </AskForm>
  );
}
