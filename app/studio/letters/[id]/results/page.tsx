import type { Metadata } from "next";
import { spokenPercent } from "../../../../../domain/figures/share.ts";
import { type Results, readResults } from "../../../../../engine/letters/read-results.ts";
import { requireAuthor } from "../../../author.ts";
import { BarList } from "../../../components/charts/bar-list.tsx";
import { Picture } from "../../../components/charts/picture.tsx";
import { EmptyState } from "../../../components/empty-state.tsx";
import { NotKnown } from "../../../components/not-known.tsx";
import { IssueHeading } from "../../components/issue-heading.tsx";
import { issueOf, type Params } from "../../issue-id.ts";
import { History } from "./history.tsx";
import { numbersOf, type Outcome, outcomesOf, spokenOf } from "./tables.ts";
import { TrialPanel } from "./trial-panel.tsx";

export const metadata: Metadata = { title: "Results" };

/** What came of a letter, against the letters of its newsletter before it. */
export default async function ResultsPage(props: Params) {
  const { context } = await requireAuthor("viewer");
  const opened = await issueOf(context, props);
  const results = await readResults(context, { issueId: opened.issue.id });
  if (results === null) throw new Error(`issue ${opened.issue.id} was there a moment ago`);
  const file = (name: string) => `/studio/letters/${opened.issue.id}/results/numbers?of=${name}`;
  return (
    <>
      <IssueHeading opened={opened} here="results" />
      {results.counts.planned === 0 ? (
        <EmptyState title="Nothing has gone out yet" words="Results appear here with the first letters." />
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Outcomes results={results} file={file("outcome")} />
          <div className="grid gap-6">
            <Links results={results} file={file("links")} />
            <TrialPanel results={results} siteName={context.settings.siteName} file={file("subjects")} />
            <History results={results} file={file("history")} />
          </div>
        </div>
      )}
    </>
  );
}

type Part = { results: Results; file: string };

function Outcomes({ results, file }: Part) {
  const { before } = results;
  const usual =
    before.length === 0
      ? "There is no letter before this one to hold it against."
      : `“Usually” is the middle one of the ${before.length === 1 ? "one" : before.length} before it.`;
  return (
    <Picture
      title="What came of it"
      id="outcome"
      lead={
        <>
          Clicks are people’s; machines that look at links are left out. Opens are weak evidence: many mail programs
          open everything, and many people hide it. {usual}
          {results.isTold ? null : (
            <>
              {" "}
              What arrived, came back or was marked as spam: <NotKnown />.
            </>
          )}
        </>
      }
      numbers={numbersOf("outcome", results)}
      file={file}
    >
      <BarList
        label="What came of it"
        mostOf={results.counts.planned}
        rows={outcomesOf(results)
          .filter(isWorthABar)
          .map((outcome) => barOf(outcome, results))}
      />
    </Picture>
  );
}

/** What seldom happens stands in the table, and as a bar only where it did. */
function isWorthABar({ words, count }: Outcome): boolean {
  return count !== 0 || !/^(Refused|Address|Not sent|Perhaps|Sent once more)/.test(words);
}

function barOf({ words, count, usual }: Outcome, { accepted, counts }: Results) {
  const below = usual === null ? {} : { below: `Usually ${spokenPercent(usual)}.` };
  if (count === null) return { key: words, name: words, value: 0, words: "Not known yet", ...below };
  const isOfAll = count === counts.planned && words === "It was meant for";
  return {
    key: words,
    name: words,
    value: count,
    words: isOfAll ? count.toLocaleString("en-US") : spokenOf(count, accepted),
    ...below,
  };
}

function Links({ results, file }: Part) {
  const { links } = results;
  return (
    <Picture
      title="What people clicked"
      id="links"
      lead="Each person counts once for each link."
      numbers={numbersOf("links", results)}
      file={file}
    >
      {links.length === 0 ? (
        <p>No person has clicked a link of it so far.</p>
      ) : (
        <BarList
          label="What people clicked"
          rows={links.slice(0, 12).map(({ url, people, clicks }) => ({
            key: url,
            name: <span className="wrap-anywhere font-normal">{url}</span>,
            value: people,
            words: `${people.toLocaleString("en-US")} ${people === 1 ? "person" : "people"}`,
            ...(clicks > people ? { below: `${clicks.toLocaleString("en-US")} clicks in all.` } : {}),
          }))}
        />
      )}
    </Picture>
  );
}
