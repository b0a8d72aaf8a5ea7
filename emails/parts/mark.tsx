import type { ReactElement } from "react";

/** The mark for the web: the bend of a track seen from above, which is also the sun coming up. Ink comes from the theme. */
export function Mark({ size = 32 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size / 2} viewBox="0 0 64 32" aria-hidden="true" focusable="false">
      <path d="M3 32a29 29 0 0 1 58 0" fill="none" stroke="var(--brand)" strokeWidth="6" />
      <path d="M14 32a18 18 0 0 1 36 0" fill="none" stroke="var(--brand)" strokeWidth="6" />
      <path d="M24 32a8 8 0 0 1 16 0z" fill="var(--today)" />
    </svg>
  );
}
