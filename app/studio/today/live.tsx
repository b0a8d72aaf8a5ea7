"use client";
import { useEffect, useState } from "react";
import type { LiveWords } from "./live-words.ts";

const everyMs = 3_000;

/** Asks again every few seconds, and rests while nobody sees the page. Without JavaScript it shows how it stood. */
export function Live({ initial }: { initial: LiveWords }) {
  const words = useLive(initial);
  return (
    <>
      <p role="status" className="mb-2 font-semibold">
        {words.state}
      </p>
      <dl className="grid gap-1 text-small tabular-nums">
        {words.facts.map(({ name, value }) => (
          <div key={name} className="flex justify-between gap-4 border-line border-b py-1.5 last:border-0">
            <dt className="text-quiet">{name}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function useLive(initial: LiveWords): LiveWords {
  const [words, setWords] = useState(initial);
  useEffect(() => setWords(initial), [initial]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async () => {
      const found = document.hidden ? null : await fetchWords();
      if (isOver) return;
      if (found !== null) setWords(found);
      timer = setTimeout(ask, everyMs);
    };
    timer = setTimeout(ask, everyMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, []);
  return words;
}

/** Null when the site cannot be reached or somebody has signed out meanwhile: what stands there stays until the next try. */
async function fetchWords(): Promise<LiveWords | null> {
  try {
    const answer = await fetch("/studio/now", { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
