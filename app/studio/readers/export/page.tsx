import type { Metadata } from "next";
import { readerFilterSchema } from "../../../../domain/reader-filter.ts";
import { countForExport } from "../../../../engine/export/export-readers.ts";
import { Button } from "../../../components/button.tsx";
import { requireAuthor } from "../../author.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { PressForm } from "../../components/press-form.tsx";

export const metadata: Metadata = { title: "Export readers" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const formats = [
  ["csv", "CSV, for a spreadsheet or another service", "A row for each reader, a few columns for each course."],
  [
    "jsonl",
    "JSON lines, for programs",
    "A line for each reader with everything: every run, every consent in its words.",
  ],
] as const;

/** Where readers go out as a file: all, or those of a filter that led here. */
export default async function ExportPage({ searchParams }: Props) {
  const { context } = await requireAuthor("owner");
  const filter = filterIn((await searchParams).filter);
  const count = await countForExport(context, { filter });
  const isAll = Object.keys(filter).length === 0;
  return (
    <>
      <PageHeading
        title="Export readers"
        back={{ href: "/studio/readers", words: "Readers" }}
        lead="A file with addresses, names, zones, tags, consents and how far everybody is. It is written down in the log who took it."
      />
      {count === 0 ? (
        <EmptyState title="There is nobody to export" words="No reader is meant by this, or none has signed up yet.">
          <a href="/studio/readers/export">Export everybody</a>
        </EmptyState>
      ) : (
        <Panel title={isAll ? `All ${spoken(count)}` : `The ${spoken(count)} of your filter`}>
          <PressForm action="/studio/readers/export/file" values={{ filter: JSON.stringify(filter) }}>
            <fieldset>
              <legend className="font-semibold">As what?</legend>
              {formats.map(([format, words, hint], place) => (
                <div key={format} className="mt-2">
                  <label htmlFor={format} className="flex min-h-11 items-center gap-3">
                    <input
                      type="radio"
                      id={format}
                      name="format"
                      value={format}
                      defaultChecked={place === 0}
                      aria-describedby={`${format}-hint`}
                      className="size-5 flex-none accent-brand"
                    />
                    <span>{words}</span>
                  </label>
                  <p id={`${format}-hint`} className="ml-8 text-quiet text-small">
                    {hint}
                  </p>
                </div>
              ))}
            </fieldset>
            <Button type="submit" className="justify-self-start">
              Download the file
            </Button>
          </PressForm>
          <p className="mt-6 max-w-[62ch] text-quiet text-small">
            In the CSV, a cell that begins with =, +, -, @, a tab or a line end gets an apostrophe before it, because a
            spreadsheet would run it as a formula. An import here takes the apostrophe away again.
          </p>
          {isAll ? null : (
            <p className="mt-2 text-small">
              <a href="/studio/readers/export">Export everybody instead</a>
            </p>
          )}
        </Panel>
      )}
    </>
  );
}

function filterIn(raw: string | string[] | undefined) {
  if (typeof raw !== "string") return {};
  try {
    return readerFilterSchema.catch({}).parse(JSON.parse(raw));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function spoken(count: number): string {
  return count === 1 ? "1 reader" : `${count.toLocaleString("en-US")} readers`;
}
