import type { ReaderImport } from "../../../../../db/imports.ts";
import { Button, ButtonLink } from "../../../../components/button.tsx";
import { LongField, Tick } from "../../../components/fields.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressForm } from "../../../components/press-form.tsx";
import { importPath } from "../paths.ts";
import { countOf } from "../words.ts";
import { Counts } from "./counts.tsx";

/** What would become of the whole file, and the word that it takes to let it happen. */
export function Checked({ row, statement, isOwner }: { row: ReaderImport; statement: string; isOwner: boolean }) {
  const { id, counts } = row;
  return (
    <div className="grid gap-6">
      <Panel title="What would become of it">
        <Counts id={id} counts={counts} how="foretold" />
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
          <Button type="submit" className="justify-self-start">
            {counts.added > 0 ? `Take over ${countOf(counts.added)} new readers` : "Do it"}
          </Button>
          <p className="max-w-[62ch] text-quiet text-small">
            No mail goes out by this. Whoever begins a course gets their next lesson at their own next send time, one a
            day as everybody.
          </p>
        </PressForm>
      )}
    </Panel>
  );
}
