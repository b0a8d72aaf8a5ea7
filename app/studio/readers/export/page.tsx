import type { Metadata } from "next";
import type { Counted } from "../../../../db/reader-filter.ts";
import { listFilterChoices } from "../../../../db/studio/readers.ts";
import { listSegments } from "../../../../db/studio/segments.ts";
import { countForExport } from "../../../../engine/export/export-readers.ts";
import { type Query, readAsked } from "../../../(reader)/asked.ts";
import { Button } from "../../../components/button.tsx";
import { requireAuthor } from "../../author.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { PressForm } from "../../components/press-form.tsx";
import { readFilter, writeFilter } from "../filter-query.ts";
import { filterPhrases } from "../words.ts";

export const metadata: Metadata = { title: "Export readers" };

const formats = [
  ["csv", "CSV, for a spreadsheet or another service", "A row for each reader, a few columns for each course."],
  [
    "jsonl",
    "JSON lines, for programs",
    "A line for each reader with everything: every run, every consent in its words.",
  ],
] as const;

/** Where readers go out as a file: all, or those of a filter that led here. */
export default async function ExportPage({ searchParams }: { searchParams: Query }) {
  const { context } = await requireAuthor("owner");
  const { filter } = readFilter(await readAsked(searchParams));
  const [counted, choices, segments] = await Promise.all([
    countForExport(context, { filter }),
    listFilterChoices(context.db),
    listSegments(context.db),
  ]);
  const phrases = filterPhrases(filter, choices);
  return (
    <>
      <PageHeading
        title="Export readers"
        back={{ href: "/studio/readers", words: "Readers" }}
        lead="A file with addresses, names, zones, tags, consents and how far everybody is. It is written down in the log who took it."
      />
      {counted?.count === 0 ? (
        <EmptyState title="There is nobody to export" words="No reader is meant by this, or none has signed up yet.">
          <a href="/studio/readers/export">Export everybody</a>
        </EmptyState>
      ) : (
        <Panel title={spoken(counted)}>
          <p className="mb-4">{phrases.length === 0 ? "Everybody." : `Only who is: ${phrases.join(", ")}.`}</p>
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
          {segments.length === 0 && phrases.length === 0 ? null : (
            <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-small">
              Or export
              {phrases.length === 0 ? null : <a href="/studio/readers/export">everybody</a>}
              {segments.map((segment) => (
                <a key={segment.id} href={`/studio/readers/export?${writeFilter(segment.filter)}`}>
                  <bdi>{segment.name}</bdi>
                </a>
              ))}
            </p>
          )}
        </Panel>
      )}
    </>
  );
}

/** "1,204 readers", "About 1,000,000 readers". */
function spoken(counted: Counted | null): string {
  if (counted === null) return "Many readers";
  const number = counted.count.toLocaleString("en-US");
  const words = counted.count === 1 ? "reader" : "readers";
  const kinds = { exactly: "", about: "About ", more: "More than " } as const;
  return `${kinds[counted.kind]}${number} ${words}`;
}
