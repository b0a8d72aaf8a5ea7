import type { WentOut } from "../../../db/studio/today.ts";
import { Cell, RowHead, Table } from "../components/table.tsx";
import { count } from "./words.ts";

/** What the provider accepted, counted when it said so. */
export function WentOutTable({ today, yesterday }: { today: WentOut; yesterday: WentOut }) {
  return (
    <Table
      caption="What went out"
      columns={[{ words: "Kind" }, { words: "Today", numbers: true }, { words: "Yesterday", numbers: true }]}
    >
      {kinds.map(({ kind, words }) => (
        <tr key={kind}>
          <RowHead>{words}</RowHead>
          <Cell numbers>{count(today[kind])}</Cell>
          <Cell numbers>{count(yesterday[kind])}</Cell>
        </tr>
      ))}
    </Table>
  );
}

const kinds = [
  { kind: "lessons", words: "Lessons" },
  { kind: "issues", words: "Letters" },
  { kind: "notices", words: "Notices" },
] as const;
