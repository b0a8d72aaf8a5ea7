"use client";
import { useEffect, useState } from "react";
import type { Found } from "./found.ts";

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
        {found === null ? "" : spokenCount(found)}
      </div>
      {found === null ? null : <FoundList found={found} text={text} />}
    </search>
  );
}

function spokenCount({ readers, more }: Found): string {
  if (readers.length === 0) return "Nobody found";
  return more === 0 ? `${readers.length} found` : `${readers.length} shown, and there are more`;
}

function FoundList({ found: { readers, more, upTo }, text }: { found: Found; text: string }) {
  return (
    <ul className="absolute inset-x-0 top-full z-10 mt-1 grid rounded-card border border-edge bg-surface py-1">
      {readers.length === 0 ? (
        <li className="px-3.5 py-2 text-quiet">Nobody has this in their address or name.</li>
      ) : null}
      {readers.map(({ id, address, name }) => (
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
      {more === 0 ? null : (
        <li className="border-line border-t">
          <a href={`/studio/readers?${new URLSearchParams({ q: text })}`} className="block px-3.5 py-2">
            {readers.length + more >= upTo ? `More than ${more - 1} others` : `${more} more`}: show them all
          </a>
        </li>
      )}
    </ul>
  );
}

/** Null while nothing is asked. An answer that comes after a newer question is let go. */
function useFound(text: string): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (text.trim() === "") return setFound(null);
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetchFound(text, asking.signal);
      if (answer !== null) setFound(answer);
    }, restMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text]);
  return found;
}

async function fetchFound(text: string, signal: AbortSignal): Promise<Found | null> {
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(`/studio/find?${new URLSearchParams({ text })}`, { headers, signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
