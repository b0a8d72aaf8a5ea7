import { namedZones } from "../../../../domain/zones.ts";
import { Button } from "../../../components/button.tsx";
import { Field } from "../../../components/field.tsx";
import { Choice } from "../../components/fields.tsx";
import type { FilterField, ReadFilter } from "../filter-query.ts";
import { stateWords, suppressionWords } from "../words.ts";

type Choices = {
  courses: readonly { slug: string; title: string }[];
  newsletters: readonly { slug: string; title: string }[];
  tags: readonly string[];
  sources: readonly string[];
};

const anyOf = (words: string) => ["", words] as const;

/** A plain GET form, so that a filter is an address that can be kept and sent on. */
export function FilterForm({ read, choices }: { read: ReadFilter; choices: Choices }) {
  const { typed, complaints } = read;
  const of = (id: FilterField) => ({ id, defaultValue: typed[id] ?? "", error: complaints[id] });
  return (
    <form action="/studio/readers" className="grid gap-6">
      <fieldset className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <legend className="mb-2 font-display font-bold">Course</legend>
        <Choice {...of("course")} label="Course" options={[anyOf("Any or none"), ...pairs(choices.courses)]} />
        <Choice
          {...of("state")}
          label="How they stand"
          options={[
            anyOf("Any"),
            ...(["unconfirmed", "active", "paused", "finished", "left"] as const).map(
              (one) => [one, stateWords[one]] as const,
            ),
          ]}
        />
        <Choice {...of("place")} label="Begun" options={[anyOf("Begun or not"), ["not begun", "No lesson yet"]]} />
        <div className="grid grid-cols-2 gap-3">
          <Field {...of("from")} label="From Day" inputMode="numeric" placeholder="1" />
          <Field {...of("to")} label="To Day" inputMode="numeric" placeholder="30" />
        </div>
      </fieldset>
      <fieldset className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <legend className="mb-2 font-display font-bold">The reader</legend>
        <Choice
          {...of("seen")}
          label="Last sign of life"
          options={[
            anyOf("Any"),
            ["within", "Within the last … days"],
            ["not for", "Not for … days"],
            ["never", "Never"],
          ]}
        />
        <Field {...of("days")} label="Days" inputMode="numeric" placeholder="30" />
        <Field {...of("since")} label="Signed up from" type="date" />
        <Field {...of("until")} label="Signed up until" type="date" />
        <Choice
          {...of("confirmed")}
          label="Confirmed"
          options={[anyOf("Confirmed or not"), ["yes", "Confirmed"], ["no", "Not confirmed"]]}
        />
        <Choice
          {...of("suppressed")}
          label="May be mailed"
          options={[
            anyOf("Either"),
            ...(["none", "any", "left", "bounced", "complained"] as const).map(
              (one) => [one, capital(suppressionWords[one] ?? one)] as const,
            ),
          ]}
        />
        <Field {...of("zone")} label="Time zone" list="filter-zones" autoComplete="off" />
        <Choice
          {...of("source")}
          label="Came by"
          options={[anyOf("Any way"), ...choices.sources.map((one) => [one, one] as const)]}
        />
        <Field {...of("tag")} label="Has the tags" list="filter-tags" autoComplete="off" placeholder="club, coached" />
        <Field {...of("without")} label="Has none of the tags" list="filter-tags" autoComplete="off" />
        <Choice {...of("letter")} label="Follows" options={[anyOf("Any or none"), ...pairs(choices.newsletters)]} />
      </fieldset>
      <datalist id="filter-zones">
        {namedZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <datalist id="filter-tags">
        {choices.tags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit">Show these readers</Button>
        <a href="/studio/readers">Show everybody</a>
      </div>
    </form>
  );
}

function pairs(list: readonly { slug: string; title: string }[]) {
  return list.map(({ slug, title }) => [slug, title] as const);
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
