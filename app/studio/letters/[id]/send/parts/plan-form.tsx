import type { ReactNode } from "react";
import { Button } from "../../../../../components/button.tsx";
import { Field } from "../../../../../components/field.tsx";
import { ZoneHint } from "../../../../../components/signup/zone-hint.tsx";
import { Zones } from "../../../../../components/signup/zones.tsx";
import { Choice, Tick } from "../../../../components/fields.tsx";
import { Panel } from "../../../../components/panel.tsx";
import { PressForm } from "../../../../components/press-form.tsx";
import type { OpenedIssue } from "../../../issue-id.ts";
import type { Chosen, Field as PlanField } from "../plan.ts";

type Asked = {
  opened: OpenedIssue;
  chosen: Chosen;
  errors: Partial<Record<PlanField, string>>;
  segments: readonly { id: number; name: string }[];
};

/** The first of two steps: whom, when, and how. Nothing is sent by it. */
export function PlanForm({ opened: { issue, newsletter }, chosen, errors, segments }: Asked) {
  return (
    <PressForm action={`/studio/letters/${issue.id}/send/ready`} className="grid gap-6">
      <Panel title="To whom">
        <Choice
          id="to"
          label="Readers"
          defaultValue={chosen.to}
          options={[
            ["everyone", `Everyone who follows ${newsletter.title}`],
            ...segments.map(({ id, name }) => [`segment-${id}`, `Those of them in “${name}”`] as const),
          ]}
          hint="How many they are is counted in the next step, before anything is sent."
        />
      </Panel>
      <Panel title="When">
        <fieldset className="grid gap-1">
          <legend className="sr-only">When</legend>
          <When value="now" chosen={chosen} words="Now" />
          <When value="at" chosen={chosen} words="At one moment for everyone" />
          <When value="local" chosen={chosen} words="At each reader’s own hour" />
        </fieldset>
        <div className="mt-4 grid items-end gap-4 sm:grid-cols-3">
          <Field id="day" label="Day" type="date" defaultValue={chosen.day} error={errors.day} />
          <Field id="time" label="Time" type="time" defaultValue={chosen.time} error={errors.time} />
          <Field
            id="zone"
            label="Your time zone"
            hint={<ZoneHint fieldId="zone" />}
            list="zones"
            autoComplete="off"
            defaultValue={chosen.zone}
            error={errors.zone}
          />
          <Zones />
        </div>
        <p className="mt-3 max-w-[62ch] text-quiet text-small">
          Day and time count for the second and third choice. At each reader’s own hour, whoever is past it already gets
          the letter at once.
        </p>
      </Panel>
      {issue.origin === "file" ? null : (
        <Panel title="Two subjects">
          <p className="mb-4 max-w-[62ch]">
            Two subjects can be tried on a share of the readers, half of them each. The rest gets the one that more
            people clicked, or the first when there is no clear winner.
          </p>
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <Field
              id="subjectB"
              label="The other subject"
              hint={`Empty: everybody gets “${issue.subject}”.`}
              defaultValue={issue.subjectB ?? ""}
              maxLength={200}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                id="percent"
                label="Share, in percent"
                inputMode="numeric"
                defaultValue={chosen.percent}
                error={errors.percent}
              />
              <Field
                id="hours"
                label="Hours until the rest"
                inputMode="decimal"
                defaultValue={chosen.hours}
                error={errors.hours}
              />
            </div>
          </div>
        </Panel>
      )}
      <Panel title="On the web">
        <Tick
          id="archive"
          label="Put it into the archive and the feeds"
          defaultChecked={!issue.private}
          hint="With its text in a public place, without anything of a reader’s."
        />
      </Panel>
      <div>
        <Button type="submit">Go on</Button>
        <p className="mt-2 text-quiet text-small">The letter is checked once more. Nothing is sent yet.</p>
      </div>
    </PressForm>
  );
}

function When({ value, chosen, words }: { value: Chosen["when"]; chosen: Chosen; words: ReactNode }) {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input
        type="radio"
        name="when"
        value={value}
        defaultChecked={chosen.when === value}
        className="size-5 flex-none accent-brand"
      />
      {words}
    </label>
  );
}
