"use client";
import { useEffect, useState } from "react";
import type { FoundReader } from "../../../db/studio/search.ts";

const restMs = 150;

/**
 * Finds readers while one types. Without JavaScript the form leads to the page of all readers, which asks the same
 * question.
 */
export function FindReader() {
  const [text, setText] = useState("");
  const found = useFound(text);
  return (
    <search className="relative w-full sm:w-96">
      <form method="get" action="/studio/readers">
        <label htmlFor="find" className="sr-only">
          Find a reader by a part of their address or name
        </label>
        <input
          id="find"
          name="q"
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="Find a reader: address or name"
          autoComplete="off"
          maxLength={200}
          className="min-h-12 w-full rounded-card border border-edge bg-surface px-3.5 py-2 text-ink placeholder:text-quiet hover:border-ink"
        />
      </form>
      <div role="status" className="sr-only">
        {found === null ? "" : found.length === 0 ? "Nobody found" : `${found.length} found`}
      </div>
      {found === null ? null : <Found found={found} />}
    </search>
  );
}

function Found({ found }: { found: readonly FoundReader[] }) {
  return (
    <ul className="absolute inset-x-0 top-full z-10 mt-1 grid rounded-card border border-edge bg-surface py-1">
      {found.length === 0 ? (
        <li className="px-3.5 py-2 text-quiet">Nobody has this in their address or name.</li>
      ) : null}
      {found.map(({ id, address, name }) => (
        <li key={id}>
          <a
            href={`/studio/readers/${id}`}
            className="block break-words px-3.5 py-2 text-ink no-underline hover:bg-sunk"
          >
            {name === null ? null : <span className="font-semibold">{name} </span>}
            <span className="text-quiet">{address}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Null while nothing is asked. An answer that comes after a newer question is let go. */
function useFound(text: string): readonly FoundReader[] | null {
  const [found, setFound] = useState<readonly FoundReader[] | null>(null);
  useEffect(() => {
    if (text.trim() === "") return setFound(null);
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      const readers = await fetchFound(text, asking.signal);
      if (readers !== null) setFound(readers);
    }, restMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text]);
  return found;
}

async function fetchFound(text: string, signal: AbortSignal): Promise<readonly FoundReader[] | null> {
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(`/studio/find?${new URLSearchParams({ text })}`, { headers, signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
