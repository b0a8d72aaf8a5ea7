import type { ReactNode } from "react";

/** Stands where a list would, and says what to do first. `children` are the ways to do it. */
export function EmptyState({ title, words, children }: { title: string; words: ReactNode; children?: ReactNode }) {
  return (
    <div className="rounded-card border border-edge border-dashed bg-sunk px-5 py-8">
      <p className="font-display text-minor font-bold tracking-[-0.02em]">{title}</p>
      <div className="mt-1 max-w-[62ch] text-quiet">{words}</div>
      {children === undefined ? null : <div className="mt-4 flex flex-wrap items-center gap-3">{children}</div>}
    </div>
  );
}
