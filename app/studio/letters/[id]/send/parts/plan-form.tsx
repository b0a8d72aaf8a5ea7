import type { ReactNode } from "react";
import { Button } from "../../../../../components/button.tsx";
import { Field } from "../../../../../components/field.tsx";
import { ZoneHint } from "../../../../../components/signup/zone-hint.tsx";
import { Zones } from "../../../../../components/signup/zones.tsx";
import { Tick } from "../../../../components/fields.tsx";
import { Panel } from "../../../../components/panel.tsx";
import { PressForm } from "../../../../components/press-form.tsx";
import type { OpenedIssue } from "../../../issue-id.ts";
import type { Chosen, Field as PlanField } from "../plan.ts";
import { AudienceChoice } from "./audience-choice.tsx";
import { TwoSubjects } from "./two-subjects.tsx";

type Errors = Partial<Record<PlanField, string>>;

type Asked = {
  opened: OpenedIssue;
  siteName: string;
  chosen: Chosen;
  errors: Errors;
  segments: readonly { id: number; name: string }[];
  /** How many readers that choice comes to, where a form without scripts asked for it. */
  counted: number | null;
  /** What such a form held that is not kept yet. */
  typed: { subjectB: string; isInArchive: boolean };
};

/** The first of two steps: whom, when, and how. Nothing is sent by it. */
export function PlanForm({ opened: { issue, newsletter }, siteName, chosen, errors, segments, counted, typed }: Asked) {
  return (
    <PressForm action={`/studio/letters/${issue.id}/send/ready`} className="grid gap-6">
      <Panel title="To whom">
        <AudienceChoice
          id={issue.id}
          chosen={chosen.to}
          counted={counted}
          options={[
            ["everyone", `Everyone who follows ${newsletter.title}`],
            ...segments.map(({ id, name }) => [`segment-${id}`, `Those of them in “${name}”`] as const),
          ]}
        />
      </Panel>
      <WhenPanel chosen={chosen} errors={errors} />
      <TwoSubjects issue={issue} siteName={siteName} chosen={chosen} errors={errors} subjectB={typed.subjectB} />
      <Panel title="On the web">
        <Tick
          id="archive"
          label="Put it into the archive and the feeds"
          defaultChecked={typed.isInArchive}
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

/** Only what the choice needs is shown; a style sheet does it, so that it needs no script. */
function WhenPanel({ chosen, errors }: { chosen: Chosen; errors: Errors }) {
  return (
    <Panel title="When" className="group">
      <fieldset className="grid gap-1">
        <legend className="sr-only">When</legend>
        <When value="now" chosen={chosen} words="Now" />
        <When value="at" chosen={chosen} words="At one moment for everyone" />
        <When value="local" chosen={chosen} words="At each reader’s own hour" />
      </fieldset>
      <div className="mt-4 grid items-end gap-4 group-has-[[value=now]:checked]:hidden sm:grid-cols-3">
        <Field id="day" label="Day" type="date" defaultValue={chosen.day} error={errors.day} />
        <Field id="time" label="Time" type="time" defaultValue={chosen.time} error={errors.time} />
        <div className="group-has-[[value=local]:checked]:hidden">
          <Field
            id="zone"
            label="Your time zone"
            hint={<ZoneHint fieldId="zone" />}
            list="zones"
            autoComplete="off"
            defaultValue={chosen.zone}
            error={errors.zone}
          />
        </div>
        <Zones />
      </div>
      <p className="mt-3 hidden max-w-[62ch] text-quiet text-small group-has-[[value=local]:checked]:block">
        For whom this hour of that day has gone by when the letter is sent, it comes at once.
      </p>
    </Panel>
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
