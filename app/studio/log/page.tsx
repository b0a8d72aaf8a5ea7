import type { Metadata } from "next";
import { type ListedAct, listActKinds, listActs } from "../../../db/studio/acts.ts";
import { actName, actSentence } from "../../../domain/act-sentence.ts";
import { spokenInstant, spokenZone } from "../../../domain/spoken.ts";
import { Button } from "../../components/button.tsx";
import { requireAuthor } from "../author.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Choice } from "../components/fields.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Pages } from "../components/pages.tsx";
import { Panel } from "../components/panel.tsx";
import { authorZone } from "../today/zone.ts";
import { logPath, readLogQuery } from "./query.ts";

export const metadata: Metadata = { title: "Log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const actsOnPage = 50;

/** Who changed what, and when. */
export default async function LogPage({ searchParams }: Props) {
  const { context } = await requireAuthor("viewer");
  const asked = readLogQuery(await searchParams);
  const zone = await authorZone();
  const acts = await listActs(context.db, { ...asked, limit: actsOnPage });
  const { authorNames, acts: kinds } = await listActKinds(context.db);
  const { before, ...filter } = asked;
  const older = acts.length === actsOnPage ? acts.at(-1) : undefined;
  return (
    <>
      <PageHeading title="Log" lead={`Who changed what, in ${spokenZone(zone)} time. No line of it can be changed.`} />
      <form method="get" className="mb-6 flex flex-wrap items-end gap-3">
        <Choice
          id="by"
          label="Who"
          defaultValue={asked.authorName ?? ""}
          options={[["", "Everybody"], ...authorNames.map((name) => [name, name] as const)]}
        />
        <Choice
          id="act"
          label="What"
          defaultValue={asked.act ?? ""}
          options={[["", "Everything"], ...kinds.map((act) => [act, actName(act)] as const)]}
        />
        {asked.readerId === undefined ? null : <input type="hidden" name="reader" value={asked.readerId} />}
        <Button type="submit" look="quiet">
          Show
        </Button>
      </form>
      {acts.length === 0 ? (
        <Nothing isFiltered={kinds.length > 0} />
      ) : (
        <Panel>
          <ol className="grid">
            {acts.map((act) => (
              <Line key={act.id} act={act} zone={zone} />
            ))}
          </ol>
        </Panel>
      )}
      <Pages
        newest={before === undefined ? null : logPath(filter)}
        older={older === undefined ? null : logPath({ ...filter, before: older.id })}
      />
    </>
  );
}

function Line({ act, zone }: { act: ListedAct; zone: string }) {
  const { facts, readerId, courseTitle, newsletterTitle } = act;
  const said = {
    ...act,
    place: courseTitle ?? newsletterTitle,
    what: textOf(facts.what),
    reason: textOf(facts.reason),
  };
  return (
    <li className="flex flex-wrap justify-between gap-x-6 border-line border-b py-2.5 last:border-0">
      <span className="min-w-0 max-w-[75ch] break-words">
        {actSentence(said)}
        {readerId === null ? null : (
          <>
            {" "}
            <a href={`/studio/readers/${readerId}`} className="whitespace-nowrap text-small">
              The reader
            </a>
          </>
        )}
      </span>
      <time dateTime={act.at.toISOString()} className="text-quiet text-small">
        {spokenInstant(act.at, zone)}
      </time>
    </li>
  );
}

function textOf(value: string | number | boolean | null | undefined): string | null {
  return value === undefined || value === null || typeof value === "boolean" ? null : String(value);
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing like that was done" words={<p>Choose less, and more is shown.</p>}>
        <a href="/studio/log">Show everything</a>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing has been changed yet"
      words={<p>Pause a reader, change a course or write a letter, and a line here says who did it and when.</p>}
    >
      <a href="/studio">To Today</a>
    </EmptyState>
  );
}
