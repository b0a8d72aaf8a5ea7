import type { ReaderImport } from "../../../../../db/imports.ts";
import { Cell, RowHead, Table } from "../../../components/table.tsx";
import { importPath } from "../paths.ts";
import { countOf, dayOf, stateWords } from "../words.ts";

export function History({ imports }: { imports: readonly ReaderImport[] }) {
  const columns = [
    { words: "File" },
    { words: "How it stands" },
    { words: "Rows", numbers: true },
    { words: "New readers", numbers: true },
    { words: "Begun" },
    { words: "By" },
  ];
  return (
    <Table caption="Imports, the newest first" columns={columns}>
      {imports.map(({ id, fileName, state, counts, createdAt, authorName }) => (
        <tr key={id}>
          <RowHead>
            <a href={importPath(id)} className="inline-flex min-h-8 items-center">
              {fileName}
            </a>
          </RowHead>
          <Cell>{stateWords[state]}</Cell>
          <Cell numbers>{countOf(counts.rows)}</Cell>
          <Cell numbers>{state === "done" || state === "running" ? countOf(counts.added) : "–"}</Cell>
          <Cell>{dayOf(createdAt)}</Cell>
          <Cell>{authorName}</Cell>
        </tr>
      ))}
    </Table>
  );
}
