import type { ReactNode } from "react";

/** `good` is what went well, `plain` a remark, `wrong` what needs mending; each says so in words as well. */
export function Note({ kind = "plain", children }: { kind?: "good" | "plain" | "wrong"; children: ReactNode }) {
  return (
    <div role={kind === "wrong" ? "alert" : "status"} className={`mb-6 rounded-card px-4 py-3 ${looks[kind]}`}>
      {children}
    </div>
  );
}

const looks = {
  good: "bg-rest text-rest-ink",
  plain: "border border-line bg-surface",
  wrong: "border-2 border-alarm bg-surface",
} as const;

/**
 * What was just done, in words. A POST ends with 303 on a page with `?said=paused`; the page knows the words for it,
 * and shows nothing for a key that it does not know.
 */
export function Said({ said, words }: { said: string | string[] | undefined; words: Record<string, ReactNode> }) {
  if (typeof said !== "string" || !Object.hasOwn(words, said)) return null;
  return <Note kind="good">{words[said]}</Note>;
}
