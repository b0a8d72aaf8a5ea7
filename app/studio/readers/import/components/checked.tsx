import type { ReaderImport } from "../../../../../db/imports.ts";
import { Button, ButtonLink } from "../../../../components/button.tsx";
import { Choice, LongField, Tick } from "../../../components/fields.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressForm } from "../../../components/press-form.tsx";
import { importPath } from "../paths.ts";
import { countOf } from "../words.ts";
import { Counts, type Shown } from "./counts.tsx";

type Told = Pick<Shown, "row" | "faults"> & { statement: string; isOwner: boolean };

/** What would become of the whole file, and the word that it takes to let it happen. */
export function Checked({ row, faults, statement, isOwner }: Told) {
  const { id } = row;
  return (
    <div className="grid gap-6">
      <Panel title="What would become of it">
        <Counts row={row} faults={faults} how="foretold" />
        {isOwner ? (
          <p className="mt-4">
            <a href={`${importPath(id)}?columns`}>Change what the columns hold</a>
          </p>
        ) : null}
      </Panel>
      {isOwner ? <TakeOver row={row} statement={statement} /> : null}
    </div>
  );
}

const welcomeOptions = [
  ["no", "Say nothing"],
  ["yes", "Welcome them by mail"],
] as const;

function TakeOver({ row, statement }: { row: ReaderImport; statement: string }) {
  const { id, counts } = row;
  const touched = counts.added + counts.changed + counts.stopped;
  return (
    <Panel title="Take them over">
      {touched === 0 ? (
        <div className="grid gap-4">
          <p>No row of this file would add or change anybody.</p>
          <ButtonLink look="quiet" href={`${importPath(id)}?columns`} className="justify-self-start">
            Look at the columns again
          </ButtonLink>
        </div>
      ) : (
        <PressForm action={`${importPath(id)}/start`}>
          <LongField
            id="statement"
            label="How and where did these people ask for your letters?"
            hint="Kept with each of them as the proof of their consent, beside the day and place that the file names. For example: “They ticked ‘send me the course’ on my old site between 2022 and 2026.”"
            required
            minLength={10}
            maxLength={2000}
            defaultValue={statement}
          />
          <Tick
            id="asked"
            required
            label="These people asked for this."
            hint="Bought, collected or guessed addresses are no consent, and one such list can end your sending for good."
          />
          {counts.enrolled + counts.followed === 0 ? null : (
            <Choice
              id="welcome"
              label="When somebody is taken over"
              hint="A welcome goes at once to whoever begins a course or follows a letter by this: one to each address, whatever the file asks for, and none to whoever must not be written to. After years of silence, expect complaints: say nothing, or begin with a small file."
              defaultValue="no"
              options={welcomeOptions}
            />
          )}
          <Button type="submit" className="justify-self-start">
            {counts.added > 0 ? `Take over ${countOf(counts.added)} new readers` : "Do it"}
          </Button>
          <p className="max-w-[62ch] text-quiet text-small">
            Without a welcome, no mail goes out by this. Whoever begins a course gets their next lesson at their own
            next send time, one a day as everybody.
          </p>
        </PressForm>
      )}
    </Panel>
  );
}
