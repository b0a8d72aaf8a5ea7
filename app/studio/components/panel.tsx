import type { ReactNode } from "react";

/** A card with its own heading; `id` is what a link to it names. */
export function Panel({
  title,
  id,
  region,
  aside,
  children,
  className = "",
}: {
  title?: ReactNode;
  id?: string;
  /** Its name among the landmarks of the page, for the few parts that one goes to again and again. */
  region?: string;
  /** Stands to the right of the heading: a link to more of it. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section id={id} aria-label={region} className={`min-w-0 rounded-card bg-surface p-4 sm:p-6 ${className}`}>
      {title === undefined ? null : (
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 className="text-minor font-bold">{title}</h2>
          {aside === undefined ? null : <div className="text-small">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
