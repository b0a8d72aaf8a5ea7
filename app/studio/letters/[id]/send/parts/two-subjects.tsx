import { unnamedLine } from "../../../../../../domain/letter/inbox-line.ts";
import { Field } from "../../../../../components/field.tsx";
import { Choice } from "../../../../components/fields.tsx";
import { Panel } from "../../../../components/panel.tsx";
import type { OpenedIssue } from "../../../issue-id.ts";
import type { Chosen, Field as PlanField } from "../plan.ts";

type Asked = {
  issue: OpenedIssue["issue"];
  siteName: string;
  chosen: Chosen;
  errors: Partial<Record<PlanField, string>>;
  /** As it was typed and not kept yet. */
  subjectB: string;
};

/** Another subject, tried on a share. A letter that is a file says both itself. */
export function TwoSubjects({ issue, siteName, chosen, errors, subjectB }: Asked) {
  const read = (line: string) => unnamedLine(line, { siteName });
  if (issue.origin === "file" && issue.subjectB === null) {
    return (
      <Panel title="Two subjects">
        <p className="max-w-[62ch]">
          This letter is a file with one subject. Give it a <code>subjectB</code> beside its subject and publish it
          again, and both can be tried here.
        </p>
      </Panel>
    );
  }
  return (
    <Panel title="Two subjects">
      <p className="mb-4 max-w-[62ch]">
        Two subjects can be tried on a share of the readers, half of them each. Everybody else gets the one that more
        people clicked, or the first when there is no clear winner. At each reader’s own hour, they get it the next time
        that hour comes.
      </p>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        {issue.origin === "file" ? (
          <Choice
            id="tries"
            label="Subjects"
            defaultValue={chosen.tries}
            hint={`The other one is “${read(issue.subjectB ?? "")}”.`}
            options={[
              ["both", "Try both"],
              ["first", `Everybody gets “${read(issue.subject)}”`],
            ]}
          />
        ) : (
          <Field
            id="subjectB"
            label="The other subject"
            hint={`Empty: everybody gets “${read(issue.subject)}”.`}
            defaultValue={subjectB}
            maxLength={200}
          />
        )}
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Field
            id="percent"
            label="Share, in percent"
            inputMode="numeric"
            defaultValue={chosen.percent}
            error={errors.percent}
          />
          <Field
            id="hours"
            label="Hours until it is decided"
            inputMode="decimal"
            defaultValue={chosen.hours}
            error={errors.hours}
          />
        </div>
      </div>
    </Panel>
  );
}
