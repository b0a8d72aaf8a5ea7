/** The ways through a long list: back to its beginning, and on to what is older. */
export function Pages({ newest, older }: { newest: string | null; older: string | null }) {
  if (newest === null && older === null) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-between gap-4">
      {newest === null ? <span /> : <a href={newest}>Back to the newest</a>}
      {older === null ? null : <a href={older}>Older</a>}
    </nav>
  );
}
