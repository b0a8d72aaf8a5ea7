import { Note } from "../../../components/note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressButton } from "../../../components/press-form.tsx";
import { importPath } from "../paths.ts";
import { dayOf } from "../words.ts";
import { Counts, type Shown } from "./counts.tsx";

/** Where nothing goes on: done, stopped, or failed. */
export function Ended({ row, faults, isOwner }: Pick<Shown, "row" | "faults"> & { isOwner: boolean }) {
  const { id, state, trouble, statement, endedAt, fileKey } = row;
  return (
    <div className="grid gap-6">
      {trouble === null ? null : <Note kind="wrong">{trouble}</Note>}
      <Panel title={state === "done" ? "What became of it" : "How far it came"}>
        <Counts row={row} faults={faults} how={state === "done" ? "in all" : "so far"} />
        {state === "done" ? (
          <p className="mt-4">
            <a href="/studio/readers?source=import">See everybody who came by an import</a>
          </p>
        ) : fileKey === null ? (
          <p className="mt-4">Its file was thrown away meanwhile. To go on, import it again: nobody is added twice.</p>
        ) : (
          isOwner && (
            <div className="mt-4">
              <PressButton action={`${importPath(id)}/resume`} look="strong">
                Go on where it stopped
              </PressButton>
            </div>
          )
        )}
      </Panel>
      {statement === null ? null : (
        <Panel title="What you stated">
          <blockquote className="max-w-[62ch] whitespace-pre-line">{statement}</blockquote>
          <p className="mt-2 text-quiet text-small">
            Kept with each of these readers as the proof of their consent.
            {endedAt === null ? "" : ` Taken over on ${dayOf(endedAt)}.`}
          </p>
        </Panel>
      )}
    </div>
  );
}
