import type { PlugWords } from "./words.ts";

/** How a run stands. The line is read out when it changes, the numbers are not: they change all the time. */
export function Stand({ words }: { words: PlugWords }) {
  const { headline, detail, percent, rows } = words;
  return (
    <section aria-label="The count" className="mt-6 rounded-card bg-surface p-5 sm:p-6">
      <p role="status" className="font-display font-bold text-minor">
        {headline}
      </p>
      <progress
        aria-label="How many letters have arrived"
        max={100}
        value={percent}
        className="my-3 h-4 w-full appearance-none overflow-hidden rounded-baton border border-edge bg-sunk [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-brand"
      >
        {percent} percent
      </progress>
      <dl className="grid grid-cols-3 gap-4 tabular-nums max-sm:grid-cols-1 max-sm:gap-2">
        {rows.map(([name, count]) => (
          <div key={name} className="max-sm:flex max-sm:items-baseline max-sm:justify-between">
            <dt className="text-quiet text-small">{name}</dt>
            <dd className="font-bold font-display text-section">{count}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4">{detail}</p>
    </section>
  );
}
