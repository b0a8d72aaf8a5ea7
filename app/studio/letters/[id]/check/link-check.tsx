"use client";

import { useEffect, useState } from "react";
import type { LinkReport } from "../../../../../engine/letters/check-issue.ts";
import { LinkList } from "./link-list.tsx";

/** Asks the links once the page is there, for a slow site must not keep the other checks waiting. */
export function LinkCheck({ id, count }: { id: number; count: number }) {
  const [links, setLinks] = useState<readonly LinkReport[] | null>(null);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    ask(id, ending.signal)
      .then(setLinks)
      .catch(() => setIsLost(!ending.signal.aborted));
    return () => ending.abort();
  }, [id]);
  if (isLost) return <p className="text-alarm">The links could not be asked just now. Load this page again.</p>;
  if (links === null) return <p role="status">Asking {count === 1 ? "one link" : `${count} links`} …</p>;
  return <LinkList links={links} />;
}

async function ask(id: number, signal: AbortSignal): Promise<readonly LinkReport[]> {
  const headers = { Accept: "application/json" };
  const response = await fetch(`/studio/letters/${id}/links`, { method: "POST", headers, signal });
  if (!response.ok) throw new Error(`the links answered ${response.status}`);
  const { links } = (await response.json()) as { links: readonly LinkReport[] }; // From our own route.
  return links;
}
