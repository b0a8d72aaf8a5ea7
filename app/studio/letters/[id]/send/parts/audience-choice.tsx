"use client";

import { useEffect, useState } from "react";
import { Choice } from "../../../../components/fields.tsx";

type Asked = {
  id: number;
  options: readonly (readonly [value: string, words: string])[];
  chosen: string;
  /** Counted by the server when it was asked to; null: by the script, once it is there. */
  counted: number | null;
};

/** Whom it goes to, and how many they are: counted anew with each choice, or by a button where no script runs. */
export function AudienceChoice({ id, options, chosen, counted }: Asked) {
  const [to, setTo] = useState(chosen);
  const count = useCount({ id, to, begin: to === chosen ? counted : null });
  return (
    <>
      <Choice
        id="to"
        label="Readers"
        value={to}
        onChange={(event) => setTo(event.target.value)}
        options={options}
        hint="Counted as it is now, and once more when the letter goes out."
      />
      <p role="status" className="mt-3 min-h-6 font-semibold tabular-nums">
        {countWords(count)}
      </p>
      <noscript>
        <button
          type="submit"
          name="counted"
          value="yes"
          formAction={`/studio/letters/${id}/send`}
          formMethod="get"
          className="mt-2 inline-flex min-h-11 cursor-pointer items-center rounded-baton border-2 border-edge px-5 font-semibold text-small"
        >
          Count them
        </button>
      </noscript>
    </>
  );
}

type Count = number | "unknown" | null;

function countWords(count: Count): string {
  if (count === null) return "";
  if (count === "unknown") return "They could not be counted just now. The next step counts them again.";
  if (count === 0) return "Nobody would get it now.";
  return count === 1 ? "1 reader would get it now." : `${count.toLocaleString("en-US")} readers would get it now.`;
}

/** An answer that comes after a newer question is let go. */
function useCount({ id, to, begin }: { id: number; to: string; begin: number | null }): Count {
  const [count, setCount] = useState<Count>(begin);
  useEffect(() => {
    if (begin !== null) return setCount(begin);
    setCount(null);
    const asking = new AbortController();
    ask({ id, to, signal: asking.signal })
      .then(setCount)
      .catch(() => {
        if (!asking.signal.aborted) setCount("unknown");
      });
    return () => asking.abort();
  }, [id, to, begin]);
  return count;
}

async function ask({ id, to, signal }: { id: number; to: string; signal: AbortSignal }): Promise<number> {
  const headers = { Accept: "application/json" };
  const response = await fetch(`/studio/letters/${id}/send/count?${new URLSearchParams({ to })}`, { headers, signal });
  if (!response.ok) throw new Error(`counting answered ${response.status}`);
  const { readers } = (await response.json()) as { readers: number }; // From our own route.
  return readers;
}
