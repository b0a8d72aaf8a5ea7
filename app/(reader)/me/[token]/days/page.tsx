import type { Metadata } from "next";
import { weekdayPhrase } from "../../../../../domain/streaks.ts";
import { changeRhythm } from "../../../../../engine/change-rhythm.ts";
import { type ChosenCourse, foreseeChoices, isLive } from "../../../../../engine/reader-choices.ts";
import { type Asked, type Query, readAsked } from "../../../asked.ts";
import { AskForm } from "../../../components/ask-form.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { Pick, Picks } from "../../../components/pick.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { WhichCourse } from "../../../components/which-course.tsx";
import { courseAmong, readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";
import { chosenPace, tickedWeekdays, weekdayField, weekdayNames } from "../../../weekdays.ts";

export const metadata: Metadata = { title: "Weekdays and pace" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** On which days the lessons of one course come, and how fast they follow each other. */
export default async function DaysPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const asked = await readAsked(searchParams);
  const courses = choices.courses.filter(isLive);
  const course = courseAmong(courses, asked.value("course"));
  return (
    <ChangePage
      token={token}
      title="Weekdays and pace"
      about={course?.title}
      lead={<p>Lessons wait for the next day that you choose. None is lost, the course only takes longer.</p>}
    >
      {course === null ? (
        <WhichCourse token={token} change="days" courses={courses} />
      ) : (
        <Days token={token} course={course} asked={asked} />
      )}
    </ChangePage>
  );
}

type Chosen = { token: string; course: ChosenCourse; asked: Asked };

async function Days({ token, course, asked }: Chosen) {
  const mask = tickedWeekdays(asked.value);
  const days = chosenPace(asked.value("every"));
  if (!asked.isSent || mask === 0 || days === null) return <Form token={token} course={course} asked={asked} />;
  const { context, choices } = await readOwn(token);
  const { readerId } = choices;
  const { enrolmentId, slug } = course;
  const change = { readerId, weekdays: { enrolmentId, mask }, everyDays: { enrolmentId, days } };
  const { after } = await foreseeChoices(context, { token, act: (trial) => changeRhythm(trial, change) });
  return (
    <Proposal token={token} change="days" values={{ ...asked.values, course: slug }} button="Change it">
      <p>
        {course.title} would come <strong>{pacePhrase({ weekdays: mask, everyDays: days })}</strong>.
      </p>
      <Foreseen courses={after?.courses.filter((one) => one.slug === slug) ?? []} />
    </Proposal>
  );
}

/** "every day", "on Mondays and Thursdays", "every other day, on weekdays". */
function pacePhrase({ weekdays, everyDays }: { weekdays: number; everyDays: number }): string {
  const days = weekdayPhrase(weekdays);
  if (everyDays === 1) return days;
  return weekdays === 127 ? "every other day" : `every other day at most, ${days}`;
}

function Form({ token, course, asked }: Chosen) {
  const isBack = asked.isSent || asked.isAgain;
  const mask = isBack ? tickedWeekdays(asked.value) : course.weekdays;
  const days = isBack ? chosenPace(asked.value("every")) : course.everyDays;
  const noDay = asked.isSent && mask === 0;
  const noPace = asked.isSent && days === null;
  return (
    <AskForm action={changePath(token, "days")} course={course.slug}>
      <Picks id="weekdays" legend="On these days" error={noDay ? "Please choose at least one day." : undefined}>
        <div className="gap-x-8 min-[26rem]:columns-2">
          {weekdayNames.map((name, place) => (
            <Pick
              key={name}
              type="checkbox"
              name={weekdayField(place)}
              value="yes"
              checked={((mask >> place) & 1) === 1}
              autoFocus={noDay && place === 0}
              invalid={noDay}
            >
              {name}
            </Pick>
          ))}
        </div>
      </Picks>
      <Picks id="pace" legend="At this pace" error={noPace ? "Please choose every day or every other day." : undefined}>
        <Pick type="radio" name="every" value="1" checked={days === 1} autoFocus={noPace && !noDay}>
          Every day
        </Pick>
        <Pick type="radio" name="every" value="2" checked={days === 2}>
          Every other day, with a day off in between
        </Pick>
      </Picks>
    </AskForm>
  );
}
