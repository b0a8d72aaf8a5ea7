/** How each of a reader's pages begins: which course it is about, then what it says. */
export function Heading({ about, title }: { about?: string; title: string }) {
  return (
    <header>
      {about === undefined ? null : <p className="mb-1 text-small font-semibold text-quiet">{about}</p>}
      <h1 className="text-title sm:text-poster">{title}</h1>
    </header>
  );
}
