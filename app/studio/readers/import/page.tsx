import type { Metadata } from "next";
import { recentImports } from "../../../../engine/import/desk.ts";
import { largestFile } from "../../../../engine/import/take-in.ts";
import { keptDays } from "../../../../engine/import/work.ts";
import { Button } from "../../../components/button.tsx";
import { requireAuthor } from "../../author.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Note, Said } from "../../components/note.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { History } from "./components/history.tsx";
import { readRefused } from "./refused.ts";

export const metadata: Metadata = { title: "Import readers" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where a list of readers comes in, and what became of those before. */
export default async function ImportsPage({ searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const isOwner = author.role === "owner";
  const query = await searchParams;
  const refused = await readRefused(query);
  const imports = await recentImports(context);
  return (
    <>
      {refused === null ? null : <Note kind="wrong">{refused.message}</Note>}
      <Said said={query.said} words={{ discarded: "The file is thrown away." }} />
      <PageHeading
        title="Import readers"
        back={{ href: "/studio/readers", words: "Readers" }}
        lead="Bring a list from another service or a spreadsheet. You see what would become of every row before anybody is taken over, and nobody is written to unless you say so."
      />
      <div className="grid gap-6">
        {isOwner ? <Choose /> : null}
        <Panel title="Imports so far">
          {imports.length === 0 ? (
            <EmptyState
              title="Nothing was imported yet"
              words={isOwner ? howToBegin : "An owner of this site can bring a list in."}
            />
          ) : (
            <History imports={imports} />
          )}
          <p className="mt-4 max-w-[62ch] text-quiet text-small">
            A file is thrown away when its readers are taken over, and otherwise after {keptDays} days in which nobody
            touched it; the list of rows that were left out goes after {keptDays} days too.
          </p>
        </Panel>
      </div>
    </>
  );
}

function Choose() {
  return (
    <Panel title="Choose a file">
      <form method="post" action="/studio/readers/import/file" encType="multipart/form-data" className="grid gap-4">
        <div className="grid gap-1.5">
          <label htmlFor="file" className="font-semibold">
            CSV file
          </label>
          <p id="file-hint" className="max-w-[62ch] text-quiet text-small">
            At most {largestFile}. Cells parted by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252. From
            Excel, Numbers or Google Sheets: “Save as” or “Download as” CSV.
          </p>
          <input
            id="file"
            name="file"
            type="file"
            required
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            aria-describedby="file-hint"
            className="min-h-12 w-full max-w-xl rounded-card border border-edge bg-surface px-3.5 py-2.5"
          />
        </div>
        <Button type="submit" className="justify-self-start">
          Look at this file
        </Button>
      </form>
    </Panel>
  );
}

const howToBegin = "Choose a file above. It may be as it came from the other service: you say what each column holds.";
