import { unnamedLine } from "../../../../../domain/letter/inbox-line.ts";
import type { Results } from "../../../../../engine/letters/read-results.ts";
import { BarList } from "../../../components/charts/bar-list.tsx";
import { Picture } from "../../../components/charts/picture.tsx";
import { Panel } from "../../../components/panel.tsx";
import { numbersOf, spokenOf } from "./tables.ts";

type Part = { results: Results; siteName: string; file: string };

/** How the two subjects did, with an interval: a small share says little, and "no clear winner" is an answer. */
export function TrialPanel({ results, siteName, file }: Part) {
  const { testPercent, testResult, winner, subject, subjectB } = results.issue;
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
  const arms = [
    { key: "a", line: subject, ...a },
    { key: "b", line: subjectB ?? "", ...b },
  ];
  return (
    <Picture
      title="Two subjects"
      id="subjects"
      lead={
        <>
          {winner === "unclear" ? "There is no clear winner, so the first went to everybody else. " : ""}
          Of those who got the other subject, {points(Math.abs(difference.estimate))} in a hundred{" "}
          {difference.estimate < 0 ? "fewer" : "more"} clicked. With 95 percent certainty the difference lies between{" "}
          {points(difference.low)} and {points(difference.high)} in a hundred.
        </>
      }
      numbers={numbersOf("subjects", results)}
      file={file}
    >
      <BarList
        label="People who clicked, by subject"
        rows={arms.map(({ key, line, accepted, clicked }) => ({
          key,
          name: `“${unnamedLine(line, { siteName })}”`,
          value: accepted === 0 ? 0 : (100 * clicked) / accepted,
          words: `${spokenOf(clicked, accepted)} clicked`,
          ...(winner === key ? { below: "This one went to everybody else." } : {}),
        }))}
      />
    </Picture>
  );
}
