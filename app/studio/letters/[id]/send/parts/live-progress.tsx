"use client";

import { useEffect, useState } from "react";
import { Cell, RowHead, Table } from "../../../../components/table.tsx";
import type { Shown } from "./progress-words.ts";

const everyMs = 2_000;

/** How a letter comes on. It looks again every two seconds while the page is seen, and stops when there is no more. */
export function LiveProgress({ id, begin }: { id: number; begin: Shown }) {
  const [seen, setSeen] = useState<Shown | null>(null);
  const shown = seen ?? begin;
  const { isLive, state } = shown;
  useEffect(() => {
    if (!isLive) return;
    const look = async () => {
      if (document.visibilityState === "hidden") return;
      const next = await ask(id);
      if (next !== null) setSeen(next);
    };
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [id, isLive]);
  // The buttons below are for the state that the page was drawn in.
  useEffect(() => {
    if (state !== begin.state) location.replace(location.pathname);
  }, [state, begin.state]);
  return (
    <div>
      <p role="status" className="font-semibold tabular-nums">
        {shown.headline}
      </p>
      <progress
        aria-label="How much of it is done"
        max={100}
        value={shown.percent}
        className="my-2 h-4 w-full appearance-none overflow-hidden rounded-baton border border-edge bg-sunk [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-brand"
      >
        {shown.percent} percent
      </progress>
      <p className="text-quiet tabular-nums">{shown.detail}</p>
      {shown.rows.length === 0 ? null : (
        <div className="mt-4 max-w-xl">
          <Table caption="Letters" columns={[{ words: "Letters" }, { words: "How many", numbers: true }]}>
            {shown.rows.map(([words, count]) => (
              <tr key={words}>
                <RowHead>{words}</RowHead>
                <Cell numbers>{count.toLocaleString("en-US")}</Cell>
              </tr>
            ))}
          </Table>
        </div>
      )}
    </div>
  );
}

async function ask(id: number): Promise<Shown | null> {
  try {
    const response = await fetch(`/studio/letters/${id}/progress`, { headers: { Accept: "application/json" } });
    return response.ok ? ((await response.json()) as Shown) : null; // From our own route.
  } catch {
    // The next look may reach it again; until then the last figures stand.
    return null;
  }
}
