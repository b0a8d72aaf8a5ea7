import type { ReactNode } from "react";

/** A drawing's own measures, in the units of its viewBox: letters are 12 of them high. */
export type Sheet = { width: number; height: number };

/**
 * A picture drawn twice, for a narrow and a wide place, so that its letters can be read on a phone and do not grow with
 * the screen; the style sheet shows one of them. Drawn on the server: no script comes with it.
 */
export function Drawing({
  title,
  words,
  height = 220,
  children,
}: {
  title: string;
  /** What it shows, for whoever does not see it. */
  words: string;
  height?: number;
  children: (sheet: Sheet) => ReactNode;
}) {
  const sheets = [
    { width: 300, look: "w-full max-w-[30rem] @lg:hidden" },
    { width: 620, look: "hidden w-full max-w-[56rem] @lg:block" },
  ];
  return (
    <div className="@container">
      {sheets.map(({ width, look }) => (
        <svg
          key={width}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${title}. ${words}`}
          className={look}
        >
          <title>{title}</title>
          <desc>{words}</desc>
          {children({ width, height })}
        </svg>
      ))}
    </div>
  );
}
