import { spokenInstant, spokenZone } from "../../../../../domain/spoken.ts";
import type { Entry, EntryKind, Timeline } from "../../../../../engine/studio/timeline.ts";
import { readerPath } from "../../paths.ts";

type Props = { timeline: Timeline; readerId: number; zone: string; now: Date };

/** What happened, the newest first, on the reader's own wall clock. */
export function TimelineList({ timeline, readerId, zone }: Props) {
  if (timeline.entries.length === 0) return <p className="text-quiet">Nothing further back.</p>;
  return (
    <>
      <p className="mb-3 text-quiet text-small">Times are {spokenZone(zone)} time, where this reader is.</p>
      <ol className="grid">
        {timeline.entries.map((entry, place) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of one moment have nothing else to tell them apart.
            key={`${entry.at.toISOString()} ${place}`}
            className="grid gap-0.5 border-line border-t py-3 first:border-t-0"
          >
            <p className="flex flex-wrap items-baseline gap-x-2 text-quiet text-small">
              <span className={`rounded-cell px-1.5 ${looks[entry.kind]}`}>{words[entry.kind]}</span>
              <time dateTime={entry.at.toISOString()}>{spokenInstant(entry.at, zone)}</time>
            </p>
            <h3 className="font-semibold text-body [overflow-wrap:anywhere]">{entry.title}</h3>
            {entry.words === "" ? null : <p className="max-w-[70ch] [overflow-wrap:anywhere]">{entry.words}</p>}
            <More entry={entry} readerId={readerId} />
          </li>
        ))}
      </ol>
    </>
  );
}

const words: Readonly<Record<EntryKind, string>> = {
  sent: "Message",
  trouble: "Needs you",
  wait: "Wait",
  provider: "Provider",
  reader: "Reader",
  author: "Author",
  seen: "Seen",
};

const looks: Readonly<Record<EntryKind, string>> = {
  sent: "bg-sunk text-ink",
  trouble: "border border-alarm text-alarm",
  wait: "border border-edge border-dashed text-quiet",
  provider: "bg-sunk text-quiet",
  reader: "bg-rest text-rest-ink",
  author: "bg-today text-today-ink",
  seen: "border border-line text-quiet",
};

function More({ entry, readerId }: { entry: Entry; readerId: number }) {
  if (entry.facts.length === 0 && entry.deliveryId === undefined) return null;
  return (
    <div className="flex flex-wrap items-start gap-x-5 text-small">
      {entry.facts.length === 0 ? null : (
        <details className="min-w-0 max-w-full">
          <summary className="min-h-8 cursor-pointer content-center text-link underline underline-offset-[0.18em]">
            Details<span className="sr-only"> of {entry.title}</span>
          </summary>
          <dl className="grid gap-1 py-1">
            {entry.facts.map(([name, value]) => (
              <div key={name} className="flex flex-wrap gap-x-2">
                <dt className="text-quiet">{name}:</dt>
                <dd className="m-0 [overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {entry.deliveryId === undefined ? null : (
        <a href={`${readerPath(readerId)}/messages/${entry.deliveryId}`} className="inline-flex min-h-8 items-center">
          See the message<span className="sr-only"> of {entry.title}</span>
        </a>
      )}
    </div>
  );
}
