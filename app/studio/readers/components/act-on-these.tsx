import { Button } from "../../../components/button.tsx";
import { Field } from "../../../components/field.tsx";
import { Panel } from "../../components/panel.tsx";
import { PressForm } from "../../components/press-form.tsx";

type Props = { fields: URLSearchParams; tags: readonly string[]; isFiltered: boolean; suggestion: string };

/** What can be done with everybody whom the filter picks, on this page and on those that follow. */
export function ActOnThese({ fields, tags, isFiltered, suggestion }: Props) {
  if (!isFiltered) return null;
  const values = Object.fromEntries(fields);
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Panel title="Keep this filter">
        <PressForm action="/studio/readers/segments/save" values={values}>
          <Field
            id="segment-name"
            name="name"
            label="Name of the segment"
            hint={`It asks anew each time: ${suggestion}.`}
            required
            maxLength={100}
            autoComplete="off"
          />
          <div>
            <Button type="submit" look="quiet">
              Save as a segment
            </Button>
          </div>
        </PressForm>
      </Panel>
      <Panel title="Tag all of these readers">
        <PressForm action="/studio/readers/tag" values={values}>
          <Field
            id="bulk-tag"
            name="put"
            label="Tag"
            hint="Also those on the pages that follow, up to 100,000 at once. It is noted in the log."
            required
            maxLength={60}
            list="filter-tags"
            autoComplete="off"
            defaultValue=""
          />
          <div className="flex flex-wrap gap-3">
            <Button type="submit" name="how" value="put" look="quiet">
              Put this tag on all
            </Button>
            {tags.length === 0 ? null : (
              <Button type="submit" name="how" value="take" look="quiet">
                Take it from all
              </Button>
            )}
          </div>
        </PressForm>
      </Panel>
    </div>
  );
}
