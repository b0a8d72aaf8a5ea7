import type { ReactNode } from "react";
import { spokenSendTime } from "../../../../../domain/calendar.ts";
import type { Judged, Wanted } from "../../../../../domain/import/row.ts";
import { Cell, RowHead, Table } from "../../../components/table.tsx";

const columns = [
  { words: "Line", numbers: true },
  { words: "Address" },
  { words: "Name" },
  { words: "When" },
  { words: "Course" },
  { words: "Newsletters" },
  { words: "Tags" },
  { words: "Agreed" },
];

/** The first rows, as readers; what cannot be one says why. */
export function PreviewTable({ judged }: { judged: readonly { line: number; judged: Judged }[] }) {
  return (
    <Table caption="The first rows as they would become" columns={columns}>
      {judged.map((row) => (
        <tr key={row.line}>
          <Cell numbers>{row.line}</Cell>
          {row.judged.kind === "wanted" ? <WantedCells wanted={row.judged.wanted} /> : <FaultCells {...row.judged} />}
        </tr>
      ))}
    </Table>
  );
}

function WantedCells({ wanted }: { wanted: Wanted }) {
  const { address, name, zone, sendMinute, course, newsletters, tags, consentAt, consentSource, stop } = wanted;
  if (stop !== null) {
    return (
      <>
        <RowHead>{address}</RowHead>
        <td colSpan={6} className="border-line border-b px-2 py-2.5">
          Will not be written to: {stops[stop]}
        </td>
      </>
    );
  }
  return (
    <>
      <RowHead>{address}</RowHead>
      <Wide>{name ?? "–"}</Wide>
      <Wide>
        {spokenSendTime(sendMinute)}, {zone.replaceAll("_", " ")}
      </Wide>
      <Wide>{course === null ? "–" : `${course.slug}, lesson ${course.nextLesson}`}</Wide>
      <Cell>{newsletters.join(", ") || "–"}</Cell>
      <Wide>{tags.join(", ") || "–"}</Wide>
      <Wide>{[consentAt?.toISOString().slice(0, 10), consentSource].filter(Boolean).join(", ") || "–"}</Wide>
    </>
  );
}

/** On a phone the table scrolls sideways, and its rows need not grow tall to avoid it. */
function Wide({ children }: { children: ReactNode }) {
  return (
    <Cell>
      <span className="inline-block min-w-40">{children}</span>
    </Cell>
  );
}

const stops = { left: "they left.", bounced: "their mail came back.", complained: "they complained." } as const;

function FaultCells({ fault, address }: Extract<Judged, { kind: "fault" }>) {
  return (
    <>
      <RowHead>{address ?? "–"}</RowHead>
      <td colSpan={6} className="border-line border-b px-2 py-2.5">
        <strong>Left out:</strong> {fault.what} <span className="text-quiet">{fault.help}</span>
      </td>
    </>
  );
}
