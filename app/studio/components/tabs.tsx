export type Tab = { href: string; words: string; isHere: boolean; count?: number };

/** Parts of one subject, each a page of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-6">
      <ul className="flex flex-wrap gap-2 whitespace-nowrap">
        {tabs.map(({ href, words, isHere, count }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isHere ? "page" : undefined}
              className="inline-flex min-h-11 items-center gap-2 rounded-baton border border-edge px-4 text-ink text-small no-underline hover:border-ink aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-ground"
            >
              {words}
              {count === undefined ? null : <span className="tabular-nums">{count.toLocaleString("en-US")}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
