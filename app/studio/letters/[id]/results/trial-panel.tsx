import type { Issue } from "../../../../../db/letters/drafts.ts";
import { Panel } from "../../../components/panel.tsx";
import { Cell, RowHead, Table } from "../../../components/table.tsx";

/** How the two subjects did, with an interval: a small share says little, and "no clear winner" is an answer. */
export function TrialPanel({ issue }: { issue: Issue }) {
  const { testPercent, testResult, winner, subject, subjectB } = issue;
  if (testPercent === null) return null;
  if (testResult === null || winner === null) {
    return (
      <Panel title="Two subjects">
        <p>Both are being tried on {testPercent} percent of the readers. It is decided when the time is over.</p>
      </Panel>
    );
  }
  const { a, b, difference } = testResult;
  const points = (share: number) => `${(100 * share).toFixed(1)}`;
  const rows = [
    { words: subject, ...a, isWinner: winner === "a" },
    { words: subjectB ?? "", ...b, isWinner: winner === "b" },
  ];
  return (
    <Panel title="Two subjects">
      <Table
        caption="The two subjects"
        columns={[
          { words: "Subject" },
          { words: "Had it", numbers: true },
          { words: "People who clicked", numbers: true },
        ]}
      >
        {rows.map(({ words, accepted, clicked, isWinner }) => (
          <tr key={words}>
            <RowHead>
              {words}
              {isWinner ? " (went to the rest)" : ""}
            </RowHead>
            <Cell numbers>{accepted.toLocaleString("en-US")}</Cell>
            <Cell numbers>{clicked.toLocaleString("en-US")}</Cell>
          </tr>
        ))}
      </Table>
      <p className="mt-3 max-w-[62ch]">
        {winner === "unclear" ? "There is no clear winner, so the first went to the rest. " : ""}
        Of those who got the other subject, {points(Math.abs(difference.estimate))} in a hundred{" "}
        {difference.estimate < 0 ? "fewer" : "more"} clicked. With 95 percent certainty the difference lies between{" "}
        {points(difference.low)} and {points(difference.high)} in a hundred.
      </p>
    </Panel>
  );
}
