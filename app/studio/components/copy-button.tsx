"use client";
import { useEffect, useState } from "react";

/** Puts a text where it can be pasted from. It is there only where the browser can do it: without, one selects it. */
export function CopyButton({ text, words }: { text: string; words: string }) {
  const [state, setState] = useState<"none" | "ready" | "copied" | "failed">("none");
  useEffect(() => setState(navigator.clipboard ? "ready" : "none"), []);
  if (state === "none") return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
  };
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      <button
        type="button"
        onClick={() => void copy()}
        className="inline-flex min-h-11 cursor-pointer items-center rounded-baton border border-edge bg-surface px-4 font-semibold text-ink text-small hover:border-ink"
      >
        {words}
      </button>
      <span role="status" className="text-small">
        {state === "copied" ? "Copied." : state === "failed" ? "The browser did not let it be copied: select it." : ""}
      </span>
    </span>
  );
}
