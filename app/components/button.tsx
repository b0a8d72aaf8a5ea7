import type { ComponentProps } from "react";

/** `strong` is the one thing to do on a page; everything else that can be pressed is `quiet`. */
type Look = { look?: "strong" | "quiet" };

export function Button({ look = "strong", className = "", ...rest }: ComponentProps<"button"> & Look) {
  return <button {...rest} className={`${baton} ${looks[look]} ${className}`} />;
}

/** A link that leads to the next step, and so looks like the button that it stands for. */
export function ButtonLink({ look = "strong", className = "", ...rest }: ComponentProps<"a"> & Look) {
  return <a {...rest} className={`${baton} ${looks[look]} ${className}`} />;
}

/** Round at both ends, and at least 48 pixels high for a thumb. */
const baton =
  "inline-flex min-h-12 cursor-pointer items-center justify-center rounded-baton px-7 py-3 text-center font-semibold leading-snug no-underline";

const looks = {
  strong: "bg-brand text-brand-ink hover:brightness-90",
  quiet: "border-2 border-edge text-ink hover:border-ink",
} as const;
