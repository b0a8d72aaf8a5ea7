import { formatSendTime, zoneNames } from "../../../../../domain/calendar.ts";
import type { ImportPlan } from "../../../../../domain/import/plan.ts";
import type { Places } from "../../../../../engine/import/offered.ts";
import { Field } from "../../../../components/field.tsx";
import { Choice, Tick } from "../../../components/fields.tsx";
import { Panel } from "../../../components/panel.tsx";
import { changeWords, delimiterWords } from "../words.ts";

/** What holds for every row that says nothing else. */
export function ForAll({ plan, places }: { plan: ImportPlan; places: Places }) {
  const delimiter = delimiterWords.find(([, , one]) => one === plan.delimiter)?.[0] ?? ",";
  const courses = [...places.courses.values()].map(({ course }) => [course.slug, course.facts.title] as const);
  return (
    <Panel title="For every row that says nothing else">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <Choice
          id="zone"
          label="Time zone"
          defaultValue={plan.zone}
          options={zoneNames().map((zone) => [zone, zone.replaceAll("_", " ")] as const)}
        />
        <Field id="sendTime" label="Send time" type="time" defaultValue={formatSendTime(plan.sendMinute)} required />
        <Choice
          id="course"
          label="Course"
          hint="They begin it without a welcome mail."
          defaultValue={plan.course ?? ""}
          options={[["", "None"], ...courses]}
        />
        <Field
          id="nextLesson"
          label="Next lesson"
          hint="Its number in the course. Those before it count as had."
          type="number"
          min={1}
          max={1000}
          defaultValue={plan.nextLesson}
        />
        <Field
          id="tags"
          label="Tags for all of them"
          hint="Parted by commas"
          defaultValue={plan.tags.join(", ")}
          maxLength={1000}
        />
      </div>
      <Newsletters plan={plan} places={places} />
      <fieldset className="mt-5">
        <legend className="font-semibold">Who reads here already stays as they are, unless you tick it</legend>
        <div className="mt-1 grid sm:grid-cols-2">
          {changeWords.map(([change, words]) => (
            <Tick
              key={change}
              id={`change-${change}`}
              name="change"
              value={change}
              label={words}
              defaultChecked={plan.changes.includes(change)}
            />
          ))}
        </div>
      </fieldset>
      <details className="mt-5">
        <summary className="min-h-11 cursor-pointer content-center font-semibold">How the file is written</summary>
        <div className="mt-2 grid gap-4 sm:grid-cols-2">
          <Choice
            id="delimiter"
            label="Cells are parted by"
            defaultValue={delimiter}
            options={delimiterWords.map(([value, words]) => [value, words] as const)}
          />
          <Tick id="headings" label="The first row holds headings" defaultChecked={plan.hasHeadings} />
        </div>
      </details>
    </Panel>
  );
}

function Newsletters({ plan, places }: { plan: ImportPlan; places: Places }) {
  if (places.newsletters.size === 0) return null;
  const titles = places.titles;
  return (
    <fieldset className="mt-5">
      <legend className="font-semibold">Newsletters that all of them follow</legend>
      {[...places.newsletters.keys()].map((slug) => (
        <Tick
          key={slug}
          id={`newsletter-${slug}`}
          name="newsletter"
          value={slug}
          label={titles.get(slug) ?? slug}
          defaultChecked={plan.newsletters.includes(slug)}
        />
      ))}
    </fieldset>
  );
}
