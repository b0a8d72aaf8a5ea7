import { judgeSubject } from "../../../../domain/letter/inbox-line.ts";

type Lines = { sender: string; subject: string; preheader: string };

/** The two lines by which a reader decides, as wide as a phone and a desktop show them. */
export function InboxLines({ sender, subject, preheader }: Lines) {
  return (
    <section aria-label="In an inbox" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="text-quiet text-small tabular-nums">The subject in an inbox: {judgeSubject(subject).words}</p>
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
