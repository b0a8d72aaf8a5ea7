import type { ReactNode } from "react";
import { weekdayNames } from "../../../../../domain/course-description.ts";
import type { SettingName } from "../../../../../domain/course-settings.ts";
import { settingTitles, spokenSetting } from "../../../../../engine/courses/setting-words.ts";
import type { AllSettings, CourseSettingsPage } from "../../../../../engine/courses/settings.ts";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { Choice, Tick } from "../../../components/fields.tsx";
import { coursePath } from "../../course-paths.ts";
import { fieldsOf } from "./fields.ts";

type Form = {
  slug: string;
  page: CourseSettingsPage;
  wanted: AllSettings;
  wrong: { name: SettingName; message: string } | null;
};

/** Asks by GET, so that what a change would bring is shown before it is made. */
export function SettingsForm({ slug, page, wanted, wrong }: Form) {
  const error = (name: SettingName) => (wrong?.name === name ? wrong.message : undefined);
  const { start, gate, nudgeAfterDays, catchUp, freezes, certificate, tracking, sendTime, budgetHint } = wanted;
  return (
    <form method="get" action={coursePath(slug, "settings")} className="grid gap-8" noValidate>
      <fieldset className="grid gap-8">
        <legend className="sr-only">Settings of this course</legend>
        <Setting
          name="start"
          page={page}
          words="Counted from the reader’s yes. With one day for everybody, whoever comes later begins in the middle or at the next hour, as “After missed days” says."
        >
          <div className="grid gap-3 sm:grid-cols-2">
            <Choice
              id="start"
              label="Day 1 comes"
              error={error("start")}
              defaultValue={typeof start === "string" ? start : "cohort"}
              options={startOptions}
            />
            <Field
              id="cohort"
              label="The day for everybody"
              type="date"
              defaultValue={typeof start === "string" ? "" : start.cohortDay}
            />
          </div>
        </Setting>
        <Setting
          name="gate"
          page={page}
          words="A course that waits sends the next lesson only after the last was done. A rest day asks for nothing."
        >
          <Choice
            id="gate"
            label="The next lesson comes"
            error={error("gate")}
            defaultValue={gate}
            options={gateOptions}
          />
        </Setting>
        <Setting
          name="nudgeAfterDays"
          page={page}
          words="Only where the course waits: after how many days without “I did it” a reader is reminded. After the last of them, no more."
        >
          <Field
            id="nudges"
            label="Days, such as 2, 5; empty for never"
            error={error("nudgeAfterDays")}
            defaultValue={nudgeAfterDays.join(", ")}
            inputMode="numeric"
          />
        </Setting>
        <Setting
          name="catchUp"
          page={page}
          words="After an outage or a pause one lesson comes, never a heap. Either the rest moves back, or a group that began together skips to the lesson of the day."
        >
          <Choice id="catch-up" label="Then" error={error("catchUp")} defaultValue={catchUp} options={catchUpOptions} />
        </Setting>
        <Setting
          name="freezes"
          page={page}
          words="A freeze keeps a streak over one missed day. They are earned by lessons done."
        >
          <Tick id="freezes" value="yes" label="There are freezes" defaultChecked={freezes !== null} />
          <div className="mt-2 grid gap-3 sm:grid-cols-2">
            <Field
              id="earned"
              label="One for so many lessons"
              error={error("freezes")}
              type="number"
              min={1}
              max={100}
              defaultValue={freezes?.earnedEvery ?? 7}
            />
            <Field
              id="most"
              label="At most so many held"
              type="number"
              min={1}
              max={14}
              defaultValue={freezes?.most ?? 2}
            />
          </div>
        </Setting>
        <Setting name="certificate" page={page} words="A page to print and a picture to share for whoever finishes.">
          <Tick id="certificate" value="yes" label="There is a certificate" defaultChecked={certificate} />
        </Setting>
        <Setting
          name="tracking"
          page={page}
          words="Whether opens and clicks of this course are noted at all. The site’s setting and each reader’s own no come first."
        >
          <Tick id="tracking" value="yes" label="Opens and clicks may be noted" defaultChecked={tracking} />
        </Setting>
        <Setting name="sendTime" page={page} words="What the signup form suggests. Each reader chooses their own.">
          <Field id="time" label="The form suggests" type="time" error={error("sendTime")} defaultValue={sendTime} />
        </Setting>
        <Setting
          name="weekdays"
          page={page}
          words="The days on which lessons come for a new reader, until they choose others on their own page."
        >
          <Weekdays chosen={wanted.weekdays} />
          {error("weekdays") ? <p className="font-semibold text-alarm text-small">{error("weekdays")}</p> : null}
        </Setting>
        <Setting
          name="budgetHint"
          page={page}
          words="What you suggest to whoever takes another course beside this one: how many lessons a day from all together. Shown where they choose; it binds nobody."
        >
          <Choice
            id="budget"
            label="You suggest"
            defaultValue={budgetHint === null ? "" : String(budgetHint)}
            options={budgetOptions}
          />
        </Setting>
      </fieldset>
      <div>
        <Button type="submit" name="see" value="yes" look="quiet">
          See what would change
        </Button>
      </div>
    </form>
  );
}

type Explained = {
  name: SettingName;
  page: CourseSettingsPage;
  words: string;
  children: ReactNode;
};

function Setting({ name, page, words, children }: Explained) {
  const isChanged = page.changed.includes(name);
  return (
    <section
      id={`setting-${name}`}
      aria-labelledby={`${name}-title`}
      className="grid gap-2 border-line border-b pb-6 last:border-b-0"
    >
      <h2 id={`${name}-title`} className="font-bold text-minor">
        {settingTitles[name]}
      </h2>
      <p className="max-w-[62ch] text-quiet text-small">{words}</p>
      {children}
      {isChanged ? (
        <p className="text-small">
          <strong>Changed here.</strong> The course’s own file says: {spokenSetting(name, page.declared)}.{" "}
          <a href={backPath(name, page)}>
            Back to that<span className="sr-only">: {settingTitles[name]}</span>
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** The question "what if this one were as course.ts says again?". */
function backPath(name: SettingName, { course, now, declared }: CourseSettingsPage): string {
  const query = new URLSearchParams([...fieldsOf({ ...now, [name]: declared[name] }), ["see", "yes"]]);
  return `${coursePath(course.slug, "settings")}?${query}`;
}

function Weekdays({ chosen }: { chosen: AllSettings["weekdays"] }) {
  return (
    <fieldset>
      <legend className="sr-only">Weekdays</legend>
      <div className="flex flex-wrap gap-x-5">
        {weekdayNames.map((name, place) => (
          <label key={name} htmlFor={`weekday-${place}`} className="flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              id={`weekday-${place}`}
              name="weekday"
              value={place}
              defaultChecked={chosen.includes(name)}
              className="size-5 flex-none accent-brand"
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const startOptions = [
  ["confirmation", "Within a minute of confirming"],
  ["next send time", "At the next send time"],
  ["next Monday", "On the next Monday"],
  ["cohort", "For everybody on one day"],
] as const;

const gateOptions = [
  ["none", "On its day, whatever was done"],
  ["completion", "Only after the last was done"],
] as const;

const catchUpOptions = [
  ["shift", "The rest moves back"],
  ["skip to today", "Today’s lesson comes, skipped ones stay on the web"],
] as const;

const budgetOptions = [
  ["", "Nothing"],
  ["1", "One lesson a day"],
  ["2", "Two lessons a day"],
  ["3", "Three lessons a day"],
] as const;
