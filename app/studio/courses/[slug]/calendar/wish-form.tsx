import { formatSendTime } from "../../../../../domain/calendar.ts";
import { weekdayNames } from "../../../../../domain/course-description.ts";
import { type Imagined, lastPausedDay } from "../../../../../engine/courses/what-if.ts";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { Zones } from "../../../../components/signup/zones.tsx";
import { Choice } from "../../../components/fields.tsx";
import { coursePath } from "../../course-paths.ts";
import { momentField, pauseFields, type Wishes } from "./wishes.ts";

type Form = { slug: string; imagined: Imagined; errors: Wishes["errors"] };

/** A GET form: what it asks is the address of the page. It works without JavaScript. */
export function WishForm({ slug, imagined, errors }: Form) {
  const { rhythm, confirmedAt } = imagined;
  return (
    <form method="get" action={coursePath(slug, "calendar")} className="grid gap-5" noValidate>
      <Field
        id="zone"
        label="Time zone"
        list="zones"
        defaultValue={rhythm.zone.replaceAll("_", " ")}
        error={errors.zone}
      />
      <Zones />
      <Field
        id="time"
        label="Send time"
        type="time"
        defaultValue={formatSendTime(rhythm.sendMinute)}
        error={errors.time}
      />
      <Weekdays bits={rhythm.weekdays} />
      <Choice
        id="pace"
        label="Pace"
        defaultValue={String(rhythm.everyDays)}
        options={[
          ["1", "Every day"],
          ["2", "Every other day"],
        ]}
      />
      <Field
        id="confirmed"
        label="Confirms on"
        hint="On their own clock."
        type="datetime-local"
        defaultValue={momentField(confirmedAt, rhythm.zone)}
        error={errors.confirmed}
      />
      <Start imagined={imagined} errors={errors} />
      {pauseFields.map((number) => (
        <Pause key={number} number={number} imagined={imagined} errors={errors} />
      ))}
      <Journey imagined={imagined} errors={errors} />
      <Button type="submit">Show the dates</Button>
      <p>
        <a href={coursePath(slug, "calendar")}>Begin anew</a>
      </p>
    </form>
  );
}

function Weekdays({ bits }: { bits: number }) {
  return (
    <fieldset>
      <legend className="font-semibold">Weekdays</legend>
      <div className="mt-1 flex flex-wrap gap-x-4">
        {weekdayNames.map((name, place) => (
          <label key={name} htmlFor={`weekday-${place}`} className="flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              id={`weekday-${place}`}
              name="weekday"
              value={place}
              defaultChecked={((bits >> place) & 1) === 1}
              className="size-5 flex-none accent-brand"
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Start({ imagined, errors }: Omit<Form, "slug">) {
  const { start } = imagined.course.facts;
  return (
    <div className="grid gap-3">
      <Choice
        id="start"
        label="Start"
        defaultValue={typeof start === "string" ? start : "cohort"}
        options={[
          ["confirmation", "At once, on confirming"],
          ["next send time", "At the next send time"],
          ["next Monday", "On the next Monday"],
          ["cohort", "For everybody on one day"],
        ]}
      />
      <Field
        id="cohort"
        label="That day"
        hint="Where everybody begins on one day."
        type="date"
        defaultValue={typeof start === "string" ? "" : start.cohortDay}
        error={errors.cohort}
      />
    </div>
  );
}

function Pause({ number, imagined, errors }: Omit<Form, "slug"> & { number: number }) {
  const pause = imagined.pauses[number - 1];
  return (
    <fieldset>
      <legend className="font-semibold">{number === 1 ? "A pause" : "Another pause"}</legend>
      <div className="mt-1 grid gap-3 sm:grid-cols-2 xl:grid-cols-1">
        <Field id={`from${number}`} label="First day" type="date" defaultValue={pause?.fromDay ?? ""} />
        <Field
          id={`to${number}`}
          label="Last day"
          type="date"
          defaultValue={pause ? lastPausedDay(pause) : ""}
          error={errors[`to${number}`]}
        />
      </div>
    </fieldset>
  );
}

function Journey({ imagined, errors }: Omit<Form, "slug">) {
  const [journey] = imagined.travels;
  return (
    <fieldset>
      <legend className="font-semibold">A journey</legend>
      <div className="mt-1 grid gap-3">
        <Field id="travel" label="On the day" type="date" defaultValue={journey?.day ?? ""} error={errors.travel} />
        <Field
          id="there"
          label="Time zone there"
          list="zones"
          defaultValue={journey?.zone.replaceAll("_", " ") ?? ""}
          error={errors.there}
        />
      </div>
    </fieldset>
  );
}
