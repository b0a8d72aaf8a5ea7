import { formatSendTime } from "../../../../../domain/calendar.ts";
import { namedZones } from "../../../../../domain/zones.ts";
import type { ReaderStory, StudioCourse } from "../../../../../engine/studio/reader-story.ts";
import { weekdayField, weekdayNames } from "../../../../(reader)/weekdays.ts";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { Choice, Tick } from "../../../components/fields.tsx";
import { readerPath } from "../../paths.ts";
import type { ActKind } from "../acts.ts";
import type { NumberedLesson } from "../read-reader.ts";

type Props = {
  kind: ActKind;
  story: ReaderStory;
  course: StudioCourse | null;
  lessons: readonly NumberedLesson[];
  value(field: string): string;
};

/** What is to be chosen for an act; sent by GET, so that nothing is changed before it was shown. */
export function ActForm(props: Props) {
  const { kind, story, course, value } = props;
  const needsCourse = kind === "pause" || kind === "move" || kind === "days";
  if (needsCourse && course === null) return <ChooseCourse {...props} />;
  return (
    <form action={`${readerPath(story.reader.id)}/${kind}`} className="grid gap-5">
      {needsCourse && course !== null ? (
        <>
          <input type="hidden" name="course" value={course.slug} />
          <p>
            In <strong>{course.title}</strong>. {course.next}
          </p>
        </>
      ) : null}
      {kind === "pause" ? <PauseFields value={value} /> : null}
      {kind === "move" ? <MoveFields {...props} /> : null}
      {kind === "time" ? <TimeFields {...props} /> : null}
      {kind === "days" && course !== null ? <DayFields course={course} value={value} /> : null}
      {kind === "leave" ? <LeaveFields {...props} /> : null}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" name="see" value="yes">
          See what changes
        </Button>
        <a href={readerPath(story.reader.id)}>Leave it as it is</a>
      </div>
    </form>
  );
}

function ChooseCourse({ kind, story }: Props) {
  if (story.courses.length === 0) return <p>They are in no course.</p>;
  return (
    <form action={`${readerPath(story.reader.id)}/${kind}`} className="grid gap-5">
      <Choice
        id="course"
        label="Which course?"
        options={story.courses.map(({ slug, title }) => [slug, title] as const)}
      />
      <div>
        <Button type="submit">Go on</Button>
      </div>
    </form>
  );
}

function PauseFields({ value }: Pick<Props, "value">) {
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold">Until when?</legend>
      <Radio name="until" value="open" words="Until they or you resume it" isOn={value("until") !== "day"} />
      <Radio name="until" value="day" words="Until a day" isOn={value("until") === "day"} />
      <Field id="day" label="The day on which it goes on" type="date" defaultValue={value("day")} />
    </fieldset>
  );
}

function Radio({ name, value, words, isOn }: { name: string; value: string; words: string; isOn: boolean }) {
  const id = `${name}-${value}`.replace(/[^\w-]/g, "-");
  return (
    <label htmlFor={id} className="flex min-h-11 items-center gap-3">
      <input
        type="radio"
        id={id}
        name={name}
        value={value}
        defaultChecked={isOn}
        className="size-5 flex-none accent-brand"
      />
      <span>{words}</span>
    </label>
  );
}

function MoveFields({ lessons, value }: Props) {
  const options = lessons.map(({ day, title }) => [String(day), `Day ${day}: ${title}`] as const);
  return <Choice id="to" label="The lesson that comes next" options={options} defaultValue={value("to")} />;
}

function TimeFields({ story: { reader }, value }: Props) {
  return (
    <>
      <Field
        id="zone"
        label="Time zone"
        list="act-zones"
        defaultValue={value("zone") || reader.zone}
        autoComplete="off"
        required
      />
      <datalist id="act-zones">
        {namedZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Field
        id="hour"
        label="Lessons come at"
        type="time"
        defaultValue={value("hour") || formatSendTime(reader.sendMinute)}
        required
      />
    </>
  );
}

function DayFields({ course: { enrolment }, value }: { course: StudioCourse; value: Props["value"] }) {
  const isSent = value("pace") !== "";
  const isOn = (place: number) =>
    isSent ? value(weekdayField(place)) !== "" : ((enrolment.weekdays >> place) & 1) === 1;
  const pace = isSent ? value("pace") : String(enrolment.everyDays);
  return (
    <>
      <fieldset>
        <legend className="mb-1 font-semibold">Days of the week</legend>
        <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
          {weekdayNames.map((name, place) => (
            <Tick key={name} id={weekdayField(place)} label={name} value="yes" defaultChecked={isOn(place)} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-semibold">Pace</legend>
        <Radio name="pace" value="1" words="A lesson every one of these days" isOn={pace !== "2"} />
        <Radio name="pace" value="2" words="Every other day at most" isOn={pace === "2"} />
      </fieldset>
    </>
  );
}

function LeaveFields({ story, course, value }: Props) {
  const live = story.courses.filter(({ enrolment }) => ["active", "paused", "unconfirmed"].includes(enrolment.state));
  const letters = story.newsletters.filter(({ state }) => state !== "left");
  const asked = value("from") || (course === null ? "" : `course:${course.slug}`);
  const options: [string, string][] = [
    ...live.map(({ slug, title }): [string, string] => [`course:${slug}`, `The course ${title}`]),
    ...letters.map(({ slug, title }): [string, string] => [`letter:${slug}`, `The letter ${title}`]),
    ["everything", "Everything, and never be written to again"],
  ];
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">What do they leave?</legend>
      {options.map(([from, words]) => (
        <Radio key={from} name="from" value={from} words={words} isOn={from === (asked || options[0]?.[0])} />
      ))}
    </fieldset>
  );
}
