"use client";

import { useEffect, useState } from "react";
import { frameMs, type Keeping } from "./use-draft.ts";

/** Says in one line whether what was typed is safe. */
export function KeepingLine({ keeping }: { keeping: Keeping }) {
  const nowMs = useTick(keeping.kind === "saved");
  const isBad = keeping.kind === "not saved" || keeping.kind === "stopped" || keeping.kind === "conflict";
  return (
    <p role="status" className={`text-small tabular-nums ${isBad ? "font-semibold text-alarm" : "text-quiet"}`}>
      {wordsFor(keeping, nowMs)}
    </p>
  );
}

function wordsFor(keeping: Keeping, nowMs: number): string {
  switch (keeping.kind) {
    case "unchanged":
      return "Everything is saved";
    case "typing":
      return "Not saved yet";
    case "saving":
      return "Saving …";
    case "saved":
      return `Saved ${spokenAge(nowMs - keeping.atMs)}`;
    case "not saved":
      return keeping.isKept
        ? "Not saved: no connection, kept in this browser"
        : "Not saved: no connection, and this browser keeps nothing. Copy your text before you leave";
    case "conflict":
      return "Not saved: this letter was changed elsewhere";
    case "stopped":
      return `Not saved: ${keeping.message}`;
  }
}

export function spokenAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${Math.floor(seconds / 5) * 5} seconds ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes === 1 ? "a minute ago" : `${minutes} minutes ago`;
}

function useTick(isOn: boolean): number {
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    const look = () => setNowMs(frameMs());
    look();
    const timer = setInterval(look, 5_000);
    return () => clearInterval(timer);
  }, [isOn]);
  return nowMs;
}
