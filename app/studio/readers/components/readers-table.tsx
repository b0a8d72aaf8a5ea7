import type { ListedReader } from "../../../../db/studio/readers.ts";
import { spokenZone } from "../../../../domain/spoken.ts";
import { Cell, RowHead, Table } from "../../components/table.tsx";
import { readerPath } from "../paths.ts";
import { placeWords, shortDate, suppressionWords } from "../words.ts";

const columns = [
  { words: "Reader" },
  { words: "Courses" },
  { words: "Tags" },
  { words: "Last seen" },
  { words: "Signed up" },
  { words: "Came by" },
  { words: "Zone" },
];

/** Names are what somebody typed: each in a `bdi`, so that one from right to left leaves its neighbors alone. */
export function ReadersTable({ readers, now }: { readers: readonly ListedReader[]; now: Date }) {
  return (
    <Table caption="Readers" columns={columns} isStacked>
      {readers.map((reader) => (
        <tr key={reader.id}>
          <RowHead>
            <a
              href={readerPath(reader.id)}
              className="inline-flex min-h-8 max-w-[22rem] flex-col [overflow-wrap:anywhere]"
            >
              <bdi>{reader.name ?? reader.address}</bdi>
            </a>
            {reader.name === null ? null : (
              <bdi className="block max-w-[22rem] font-normal text-quiet [overflow-wrap:anywhere]">
                {reader.address}
              </bdi>
            )}
            <Marks reader={reader} />
          </RowHead>
          <Cell label="Courses">
            {reader.runs.length === 0 ? <span className="text-quiet">none</span> : null}
            <ul className="grid gap-1">
              {reader.runs.map((run) => (
                <li key={run.courseTitle}>
                  {run.courseTitle}: <span className="whitespace-nowrap">{placeWords(run)}</span>
                </li>
              ))}
            </ul>
          </Cell>
          {reader.tags.length === 0 ? (
            <Cell />
          ) : (
            <Cell label="Tags">
              <Tags tags={reader.tags} />
            </Cell>
          )}
          <Cell label="Last seen">
            {reader.lastSeenAt === null ? <span className="text-quiet">never</span> : shortDate(reader.lastSeenAt, now)}
          </Cell>
          <Cell label="Signed up">
            <span className="whitespace-nowrap">{shortDate(reader.createdAt, now)}</span>
          </Cell>
          <Cell label="Came by">{reader.source ?? <span className="text-quiet">unknown</span>}</Cell>
          <Cell label="Zone">{spokenZone(reader.zone)}</Cell>
        </tr>
      ))}
    </Table>
  );
}

function Marks({ reader }: { reader: ListedReader }) {
  const marks = [
    reader.confirmedAt === null && "not confirmed",
    reader.suppressedFor !== null &&
      `not to be mailed: ${suppressionWords[reader.suppressedFor] ?? reader.suppressedFor}`,
  ].filter((mark) => mark !== false);
  return marks.length === 0 ? null : <span className="block font-normal text-quiet">{marks.join(", ")}</span>;
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="flex max-w-[16rem] flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag} className="rounded-cell bg-sunk px-2 [overflow-wrap:anywhere]">
          <bdi>{tag}</bdi>
        </li>
      ))}
    </ul>
  );
}
