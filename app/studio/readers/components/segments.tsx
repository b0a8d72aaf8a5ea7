import type { Segment } from "../../../../db/studio/segments.ts";
import { writeFilter } from "../filter-query.ts";
import { listPath, segmentPath } from "../paths.ts";

/** The filters that have a name, each a link that opens its list. */
export function Segments({ segments, openId }: { segments: readonly Segment[]; openId: number | null }) {
  if (segments.length === 0) return null;
  return (
    <nav aria-label="Segments" className="mt-4 border-line border-t pt-4">
      <ul className="flex flex-wrap gap-2">
        {segments.map(({ id, name, filter }) => (
          <li key={id} className="flex items-center">
            <a
              href={listPath(opened(filter, id))}
              aria-current={id === openId ? "page" : undefined}
              className="inline-flex min-h-11 max-w-[20rem] items-center rounded-baton border border-edge px-4 text-ink text-small no-underline [overflow-wrap:anywhere] hover:border-ink aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-ground"
            >
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {openId === null ? null : (
        <p className="mt-2 text-small">
          <a href={segmentPath(openId)}>Rename or delete this segment</a>
        </p>
      )}
    </nav>
  );
}

function opened(filter: Segment["filter"], id: number): URLSearchParams {
  const fields = writeFilter(filter);
  fields.set("segment", String(id));
  return fields;
}
