import { Button } from "../../../../../components/button.tsx";
import { Field } from "../../../../../components/field.tsx";
import { Choice } from "../../../../components/fields.tsx";
import { Panel } from "../../../../components/panel.tsx";
import { PressForm } from "../../../../components/press-form.tsx";

/** One letter to the author alone, through the real way out. */
export function TestForm({ id, address, subjectB }: { id: number; address: string; subjectB: string | null }) {
  return (
    <Panel title="A test for you">
      <PressForm action={`/studio/letters/${id}/send/test`} className="grid gap-4 sm:grid-cols-2">
        <p className="sm:col-span-2">
          Goes to <b className="wrap-anywhere">{address}</b> and to nobody else.
        </p>
        <Field
          id="name"
          label="As a reader named"
          hint="Empty: as one without a name."
          defaultValue="Ines"
          maxLength={100}
        />
        {subjectB === null ? null : (
          <Choice
            id="arm"
            label="With the subject"
            options={[
              ["a", "The first"],
              ["b", "The other"],
            ]}
          />
        )}
        <div className="sm:col-span-2">
          <Button type="submit" look="quiet">
            Send me a test
          </Button>
        </div>
      </PressForm>
    </Panel>
  );
}
