import type { Metadata } from "next";
import type { Counted } from "../../../db/reader-filter.ts";
import { listFilterChoices } from "../../../db/studio/readers.ts";
import { listSegments } from "../../../db/studio/segments.ts";
import { findReaders, readReadersPage } from "../../../engine/studio/readers-list.ts";
import { type Query, readAsked } from "../../(reader)/asked.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { requireAuthor } from "../author.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Note, Said } from "../components/note.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Pages } from "../components/pages.tsx";
import { Panel } from "../components/panel.tsx";
import { ActOnThese } from "./components/act-on-these.tsx";
import { FilterForm } from "./components/filter-form.tsx";
import { ReadersTable } from "./components/readers-table.tsx";
import { Segments } from "./components/segments.tsx";
import { readFilter, writeFilter } from "./filter-query.ts";
import { idOf, listPath } from "./paths.ts";
import { filterPhrases } from "./words.ts";

export const metadata: Metadata = { title: "Readers" };

/** Everybody, or those whom a filter picks, the newest first. */
export default async function ReadersPage({ searchParams }: { searchParams: Query }) {
  const { context, author } = await requireAuthor("viewer");
  const asked = await readAsked(searchParams);
  const read = readFilter(asked);
  const text = asked.value("q").trim();
  const beforeId = idOf(asked.value("before"));
  const isExact = asked.value("count") === "yes";
  const [choices, segments, page] = await Promise.all([
    listFilterChoices(context.db),
    listSegments(context.db),
    text === "" ? readReadersPage(context, { filter: read.filter, beforeId, isExact }) : findReaders(context, { text }),
  ]);
  const fields = writeFilter(read.filter);
  const phrases = filterPhrases(read.filter, choices);
  const isFiltered = phrases.length > 0;
  const isOwner = author.role === "owner";
  const segment = segments.find(({ id }) => id === idOf(asked.value("segment")));
  return (
    <>
      <Said said={asked.value("said")} words={saidWords} />
      <Fault fault={asked.value("fault")} />
      <PageHeading title={segment ? <bdi>{segment.name}</bdi> : "Readers"} lead={leadOf(text, phrases)}>
        {isOwner ? <InAndOut fields={fields} /> : null}
      </PageHeading>
      <div className="grid gap-6">
        <Search text={text} />
        {Object.keys(read.complaints).length === 0 ? null : (
          <Note kind="wrong">
            Some of the filter could not be understood and was left out. What is wrong stands beside its field.
          </Note>
        )}
        <Panel>
          <details open={isFiltered || Object.keys(read.complaints).length > 0}>
            <summary className="min-h-11 cursor-pointer content-center font-bold">Filter</summary>
            <div className="pt-4">
              <FilterForm read={read} choices={choices} />
            </div>
          </details>
          <Segments segments={segments} openId={segment?.id ?? null} />
        </Panel>
        <Panel
          title={
            <Count
              counted={page.counted}
              isSearch={text !== ""}
              exactPath={listPath(withField(fields, "count", "yes"))}
            />
          }
        >
          {page.readers.length === 0 ? (
            <Nobody isAsked={isFiltered || text !== "" || beforeId !== null} />
          ) : (
            <ReadersTable readers={page.readers} now={page.now} />
          )}
          <Pages
            newest={beforeId === null ? null : listPath(fields)}
            older={page.olderThan === null ? null : listPath(withField(fields, "before", String(page.olderThan)))}
          />
        </Panel>
        {isOwner && text === "" && page.readers.length > 0 ? (
          <ActOnThese fields={fields} tags={choices.tags} isFiltered={isFiltered} suggestion={phrases.join(", ")} />
        ) : null}
      </div>
    </>
  );
}

const saidWords = {
  tagged: "The readers of this list have the tag now.",
  untagged: "The readers of this list do not have the tag any more.",
  "tagged-some": "100,000 readers were done, which is the most at once. Press the button again for the others.",
  "tagged-none": "Nothing was to be changed: it was so already.",
  saved: "The segment is saved. It asks anew each time it is opened.",
  deleted: "The segment is gone. Its readers are as they were.",
  erased: "The reader was erased.",
};

const faults: Readonly<Record<string, string>> = {
  name: "Nothing was saved. Give the segment a name of up to 100 characters.",
  taken: "Nothing was saved. There is a segment of that name already; choose another.",
  tag: "Nothing was changed. A tag is a word or two, up to 60 characters.",
  "too-many": "Nothing was changed. There are 200 tags already; take one away first that nobody needs.",
  everybody: "Nothing was changed. Choose a filter first, so that it is clear who is meant.",
};

/** Lists come in here and go out; what goes out is what is shown. */
function InAndOut({ fields }: { fields: URLSearchParams }) {
  return (
    <>
      <a href="/studio/readers/import" className="inline-flex min-h-11 items-center">
        Import a list
      </a>
      <a href={`/studio/readers/export?${fields}`} className="inline-flex min-h-11 items-center">
        Export
      </a>
    </>
  );
}

function Fault({ fault }: { fault: string }) {
  return Object.hasOwn(faults, fault) ? <Note kind="wrong">{faults[fault]}</Note> : null;
}

function Search({ text }: { text: string }) {
  return (
    <search>
      <form action="/studio/readers" className="flex flex-wrap items-end gap-3">
        <div className="min-w-[min(100%,22rem)] flex-1">
          <Field id="q" label="Find a reader by name or address" type="search" defaultValue={text} autoComplete="off" />
        </div>
        <Button type="submit" look="quiet">
          Find
        </Button>
      </form>
    </search>
  );
}

function Count({ counted, isSearch, exactPath }: { counted: Counted | null; isSearch: boolean; exactPath: string }) {
  if (counted === null)
    return (
      <>
        Many readers <ExactLink path={exactPath} />
      </>
    );
  const number = counted.count.toLocaleString("en-US");
  const noun = counted.count === 1 ? "reader" : "readers";
  if (counted.kind === "exactly")
    return (
      <>
        {number} {noun}
      </>
    );
  if (counted.kind === "about")
    return (
      <>
        About {number} {noun} <ExactLink path={exactPath} />
      </>
    );
  return (
    <>
      {isSearch ? `The first ${number}` : `More than ${number}`} {noun}{" "}
      {isSearch ? null : <ExactLink path={exactPath} />}
    </>
  );
}

function ExactLink({ path }: { path: string }) {
  return (
    <a href={path} className="ml-2 font-normal font-text text-small">
      Count them
    </a>
  );
}

function Nobody({ isAsked }: { isAsked: boolean }) {
  if (isAsked) {
    return (
      <EmptyState title="Nobody like that" words="No reader matches. Ask for less, or look at everybody.">
        <a href="/studio/readers">Show everybody</a>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No reader yet"
      words="Readers appear here as soon as somebody signs up. Open your site as a reader sees it, and try the form yourself."
    >
      <a href="/">Open the site</a>
    </EmptyState>
  );
}

function leadOf(text: string, phrases: readonly string[]): string {
  if (text !== "") return `Whose name or address holds “${text}”.`;
  return phrases.length === 0
    ? "Everybody who has signed up, the newest first."
    : `Only who is: ${phrases.join(", ")}.`;
}

function withField(fields: URLSearchParams, name: string, value: string): URLSearchParams {
  const copy = new URLSearchParams(fields);
  copy.set(name, value);
  return copy;
}
