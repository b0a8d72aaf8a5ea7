/** How a line or an area is told from another without its color. */
export const inks = {
  brand: { stroke: "stroke-brand", fill: "fill-brand", dashes: "none" },
  ink: { stroke: "stroke-ink", fill: "fill-ink", dashes: "7 4" },
  edge: { stroke: "stroke-edge", fill: "fill-edge", dashes: "1.5 3.5" },
  rest: { stroke: "stroke-rest-ink", fill: "fill-rest-ink", dashes: "10 3 2 3" },
} as const;
export type Ink = keyof typeof inks;

export function Legend({ entries }: { entries: readonly { words: string; ink: Ink }[] }) {
  if (entries.length < 2) return null;
  return (
    <ul className="mb-2 flex flex-wrap gap-x-5 gap-y-1 text-small">
      {entries.map(({ words, ink }) => (
        <li key={words} className="inline-flex items-center gap-2">
          <svg viewBox="0 0 28 8" width={28} height={8} aria-hidden="true">
            <line
              x1={0}
              x2={28}
              y1={4}
              y2={4}
              strokeWidth={2.5}
              strokeDasharray={inks[ink].dashes}
              className={inks[ink].stroke}
            />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
