"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Progress } from "../progress-of.ts";

const everyMs = 1_500;

/** Asks how far it is while somebody looks, and draws the page anew when it has ended. Without JavaScript there is a link. */
export function LiveProgress({ path, first }: { path: string; first: Progress }) {
  const [progress, setProgress] = useState(first);
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.hidden) return;
      const response = await fetch(path, { headers: { Accept: "application/json" } }).catch(() => null);
      // Away for a moment: what was shown stays, and the next look may do better.
      if (!response?.ok) return;
      const now: Progress = await response.json();
      setProgress(now);
      if (now.state !== first.state) router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [path, first.state, router]);
  const { percent, rows } = progress;
  return (
    <div>
      <div
        role="progressbar"
        aria-label="How far through the file"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-3 w-full max-w-xl overflow-hidden rounded-baton border border-edge bg-sunk"
      >
        <div className="h-full bg-brand" style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-1 tabular-nums">
        {percent} % of the file, {rows.toLocaleString("en-US")} rows
      </p>
    </div>
  );
}
