/** Who stands behind the letters, and the doors that must always be found. */
export function SiteFooter({ siteName, postalAddress }: { siteName: string; postalAddress: string }) {
  return (
    <footer className="mt-20 bg-surface">
      <div className="lanes" aria-hidden="true" />
      <div className="mx-auto grid max-w-6xl gap-x-12 gap-y-6 px-5 py-10 text-small text-quiet sm:px-8 md:grid-cols-[1fr_auto]">
        <div className="grid gap-2">
          <p className="font-display text-minor font-bold text-ink">{siteName}</p>
          <p>{postalAddress}</p>
          <p>
            Sent by Dayletter, open-source software that runs on this site’s own server. No ads, and nothing of any
            other company on these pages. What is counted in mails is said under <a href="/privacy">Privacy</a>.
          </p>
        </div>
        <nav aria-label="More">
          <ul className="grid gap-1">
            {places.map(({ href, words }) => (
              <li key={href}>
                <a href={href} className="inline-flex min-h-8 items-center text-quiet hover:text-ink">
                  {words}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}

const places = [
  { href: "/find", words: "Send me my link again" },
  { href: "/letters", words: "Letters" },
  { href: "/articles/what-muscles-does-running-work", words: "What muscles does running work?" },
  { href: "/privacy", words: "Privacy" },
] as const;
