type Lines = { sender: string; subject: string; preheader: string };

/** About as many letters as common inboxes show before they cut. */
const shownLetters = { phone: 38, desktop: 70 } as const;

/** The two lines by which a reader decides, as wide as a phone and a desktop show them. */
export function InboxLines({ sender, subject, preheader }: Lines) {
  const count = [...subject].length;
  return (
    <section aria-label="In an inbox" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="text-small text-quiet">
        The subject has <span className="tabular-nums">{count}</span> letters.{" "}
        {count > shownLetters.desktop
          ? "Every inbox cuts it."
          : count > shownLetters.phone
            ? "A phone cuts it after about 38."
            : "A phone shows all of it."}
      </p>
      <div className="max-w-[340px] rounded-card border border-line bg-surface px-4 py-3 text-small">
        <p className="font-semibold">{sender}</p>
        <p className="truncate">{subject || "No subject yet"}</p>
        <p className="truncate text-quiet">{preheader || "No preview line yet"}</p>
      </div>
      <div className="hidden items-baseline gap-3 rounded-card border border-line bg-surface px-4 py-3 text-small sm:flex">
        <span className="w-32 flex-none truncate font-semibold">{sender}</span>
        <span className="min-w-0 truncate">
          {subject || "No subject yet"}
          <span className="text-quiet"> · {preheader || "No preview line yet"}</span>
        </span>
      </div>
    </section>
  );
}
