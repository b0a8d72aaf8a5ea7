import type { ReaderImport } from "../../../../../db/imports.ts";
import type { Context } from "../../../../../engine/context.ts";
import { waitOf } from "../../../../../engine/import/desk.ts";
import { Note } from "../../../components/note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressButton } from "../../../components/press-form.tsx";
import { importPath } from "../paths.ts";
import { progressOf } from "../progress-of.ts";
import { LiveProgress } from "./live-progress.tsx";

/** While a worker goes through the file. */
export async function AtWork({ context, row, isOwner }: { context: Context; row: ReaderImport; isOwner: boolean }) {
  const wait = await waitOf(context, row);
  const isChecking = row.state === "checking";
  return (
    <>
      {wait === "none" ? null : <Note>{waits[wait]}</Note>}
      <Panel title={isChecking ? "Reading the whole file" : "Taking the readers over"}>
        <LiveProgress path={`${importPath(row.id)}/now`} first={progressOf(row)} />
        <p className="mt-3 max-w-[62ch] text-quiet">
          {isChecking
            ? "Nobody is added by this. You may leave the page; it goes on without you."
            : "You may leave the page, and even restart the server: it goes on where it was, with no row twice and none lost. Lessons go out as ever meanwhile."}
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-4">
          {isOwner ? <PressButton action={`${importPath(row.id)}/stop`}>Stop</PressButton> : null}
          <a href={importPath(row.id)}>Look again</a>
        </div>
      </Panel>
    </>
  );
}

const waits = {
  "behind another": "Another file is being worked on. This one comes after it, by itself.",
  nobody:
    "No worker has taken this up yet. One has to run on the machine where the file lies; it goes on by itself as soon as one does.",
} as const;
