import type { ReaderImport } from "../../../../../db/imports.ts";
import type { ImportPlan } from "../../../../../domain/import/plan.ts";
import type { Context } from "../../../../../engine/context.ts";
import { type Places, readPlaces } from "../../../../../engine/import/offered.ts";
import { type Preview, previewImport } from "../../../../../engine/import/preview.ts";
import { Button } from "../../../../components/button.tsx";
import { EmptyState } from "../../../components/empty-state.tsx";
import { Choice } from "../../../components/fields.tsx";
import { Note } from "../../../components/note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressForm } from "../../../components/press-form.tsx";
import { importPath } from "../paths.ts";
import { meaningWords } from "../words.ts";
import { ForAll } from "./for-all.tsx";
import { PreviewTable } from "./preview-table.tsx";

type Shown = { context: Context; row: ReaderImport; isOwner: boolean };

/** What each column holds, what holds for everybody, and the first rows as they would become. */
export async function Columns({ context, row, isOwner }: Shown) {
  const preview = await previewImport(context, row);
  const { plan } = row;
  if (preview === null || plan === null) {
    return (
      <EmptyState
        title="The file is not here any more"
        words="It was thrown away, or lies on another machine. Choose it again."
      />
    );
  }
  return (
    <div className="grid gap-6">
      {preview.complaint === null ? null : <Note kind="wrong">{preview.complaint}</Note>}
      {isOwner ? <ColumnsForm row={row} plan={plan} preview={preview} places={await readPlaces(context.db)} /> : null}
      <Panel title="The first rows as they would become">
        {preview.judged === null ? (
          <p>As soon as the columns are clear, the first rows stand here.</p>
        ) : (
          <PreviewTable judged={preview.judged} />
        )}
      </Panel>
    </div>
  );
}

type Chosen = { row: ReaderImport; plan: ImportPlan; preview: Preview; places: Places };

function ColumnsForm({ row, plan, preview, places }: Chosen) {
  return (
    <PressForm action={`${importPath(row.id)}/columns`} className="grid gap-6">
      <Panel title="What the columns hold">
        <p className="mb-4 max-w-[62ch] text-quiet">
          Guessed from the headings. Correct what is wrong; what you leave out is not kept.
        </p>
        <ol className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
          {plan.columns.map((meaning, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
            <li key={place} className="min-w-0">
              <Choice
                id={`column-${place}`}
                label={headingOf(preview.headings[place], place)}
                hint={examplesOf(preview.rows.map(({ cells }) => cells[place] ?? ""))}
                defaultValue={meaning}
                options={meaningWords}
              />
            </li>
          ))}
        </ol>
      </Panel>
      <ForAll plan={plan} places={places} />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" name="then" value="check">
          Check the whole file
        </Button>
        <Button type="submit" look="quiet" name="then" value="show">
          Show the first rows anew
        </Button>
      </div>
    </PressForm>
  );
}

function headingOf(heading: string | undefined, place: number): string {
  const shown = heading?.trim().slice(0, 60);
  return shown || `Column ${place + 1}`;
}

function examplesOf(cells: readonly string[]): string {
  const examples = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ""))].slice(0, 3);
  const shown = examples.map((cell) => (cell.length > 30 ? `${cell.slice(0, 29)}…` : cell));
  return shown.length === 0 ? "Empty in the first rows" : `Such as ${shown.join(" · ")}`;
}
