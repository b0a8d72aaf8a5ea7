import { Mark } from "../../emails/parts/mark.tsx";

/** The name of the site and the few places there are to go. */
export function SiteHeader({ siteName }: { siteName: string }) {
  return (
    <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-1 px-5 py-4 sm:px-8">
      <a
        href="/"
        className="flex min-h-11 items-center gap-2.5 font-display text-section font-extrabold tracking-[-0.02em] text-ink no-underline"
      >
        <Mark size={44} />
        {siteName}
      </a>
      <nav aria-label="Site">
        <ul className="flex flex-wrap gap-x-6">
          {places.map(({ href, words }) => (
            <li key={href}>
              <a href={href} className="flex min-h-11 items-center text-ink no-underline hover:underline">
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

const places = [
  { href: "/articles/what-muscles-does-running-work", words: "Running muscles" },
  { href: "/letters", words: "Letters" },
  { href: "/find", words: "Find my link" },
] as const;
