import type { Metadata } from "next";
import { type IssueFigures, type Results, readResults } from "../../../../../engine/letters/read-results.ts";
import { requireAuthor } from "../../../author.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Cell, RowHead, Table } from "../../../components/table.tsx";
import { IssueHeading } from "../../components/issue-heading.tsx";
import { issueOf, type Params } from "../../issue-id.ts";
import { TrialPanel } from "./trial-panel.tsx";

export const metadata: Metadata = { title: "Results" };

/** What came of a letter, against the letters of its newsletter before it. */
export default async function ResultsPage(props: Params) {
  const { context } = await requireAuthor("viewer");
  const opened = await issueOf(context, props);
  const results = await readResults(context, { issueId: opened.issue.id });
  if (results === null) throw new Error(`issue ${opened.issue.id} was there a moment ago`);
  return (
    <>
      <IssueHeading opened={opened} here="results" />
      {results.counts.planned === 0 ? (
        <EmptyState title="Nothing has gone out yet" words="Results appear here with the first letters." />
      ) : (
        <div className="grid gap-6">
          <Panel title="What came of it">
            <Figures results={results} />
            <p className="mt-3 max-w-[62ch] text-quiet text-small">
              Clicks are people’s; machines that look at links are left out. Opens are weak evidence: many mail programs
              open everything, and many people hide it.{" "}
              {results.before.length === 0
                ? "There is no letter before this one to hold it against."
                : `“Usual” is the middle one of the ${results.before.length} before it.`}
            </p>
          </Panel>
          <TrialPanel issue={opened.issue} />
          <Panel title="What people clicked">
            <Links links={results.links} />
          </Panel>
        </div>
      )}
    </>
  );
}

function Figures({ results }: { results: Results }) {
  const { counts, accepted, delivered, bounced, complained, left, clicked, opened } = results;
  const share = (of: keyof IssueFigures) => usualShare(results.before, of);
  const rows: readonly (readonly [string, number, string])[] = [
    ["Planned", counts.planned, ""],
    ["Accepted by the provider", accepted, ""],
    ["Delivered", delivered, ""],
    ["Bounced", bounced, share("bounced")],
    ["Complained", complained, share("complained")],
    ["Left because of it", left, share("left")],
    ["People who clicked", clicked, share("clicked")],
    ["People who opened, as far as can be seen", opened, ""],
    ["Refused", counts.refused, ""],
    ["Uncertain", counts.uncertain, ""],
  ];
  return (
    <Table
      caption="Figures"
      columns={[
        { words: "What" },
        { words: "Readers", numbers: true },
        { words: "Share", numbers: true },
        { words: "Usual", numbers: true },
      ]}
    >
      {rows.map(([words, count, usual]) => (
        <tr key={words}>
          <RowHead>{words}</RowHead>
          <Cell numbers>{count.toLocaleString("en-US")}</Cell>
          <Cell numbers>{words === "Planned" ? "" : percent(count, accepted)}</Cell>
          <Cell numbers>{usual}</Cell>
        </tr>
      ))}
    </Table>
  );
}

function percent(count: number, of: number): string {
  return of === 0 ? "" : `${((100 * count) / of).toFixed(count > 0 && count * 100 < of ? 2 : 1)} %`;
}

/** The middle one of the letters before: one that went badly does not move it. */
function usualShare(before: readonly IssueFigures[], of: keyof IssueFigures): string {
  const shares = before
    .filter(({ accepted }) => accepted > 0)
    .map((figures) => figures[of] / figures.accepted)
    .toSorted((one, other) => one - other);
  const middle = shares[Math.floor((shares.length - 1) / 2)];
  return middle === undefined ? "" : `${(100 * middle).toFixed(1)} %`;
}

function Links({ links }: Pick<Results, "links">) {
  if (links.length === 0) return <p className="text-quiet">No person has clicked a link of it so far.</p>;
  return (
    <Table
      caption="Links"
      columns={[{ words: "Link" }, { words: "People", numbers: true }, { words: "Clicks", numbers: true }]}
    >
      {links.map(({ url, people, clicks }) => (
        <tr key={url}>
          <RowHead>
            <span className="wrap-anywhere font-normal">{url}</span>
          </RowHead>
          <Cell numbers>{people.toLocaleString("en-US")}</Cell>
          <Cell numbers>{clicks.toLocaleString("en-US")}</Cell>
        </tr>
      ))}
    </Table>
  );
}
