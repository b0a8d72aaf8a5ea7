import type { ReactNode } from "react";

type Heading = {
  title: ReactNode;
  /** One or two sentences: what this page is for. */
  lead?: ReactNode;
  /** The page above this one. */
  back?: { href: string; words: string };
  /** What can be done from here: buttons and links. */
  children?: ReactNode;
};

/** The head of every page of the studio. */
export function PageHeading({ title, lead, back, children }: Heading) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="min-w-0">
        {back === undefined ? null : (
          <a href={back.href} className="inline-flex min-h-8 items-center text-small">
            <span aria-hidden="true">←&nbsp;</span>
            {back.words}
          </a>
        )}
        <h1 className="text-title font-extrabold">{title}</h1>
        {lead === undefined ? null : <p className="mt-2 max-w-[62ch] text-quiet">{lead}</p>}
      </div>
      {children === undefined ? null : (
        <div className="flex w-full flex-wrap items-center gap-3 sm:w-auto">{children}</div>
      )}
    </div>
  );
}
