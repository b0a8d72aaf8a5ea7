import { useEffect, useState } from "react";
import { type Draft, draftFields } from "./draft.ts";

export type Complained = { field: string; line: number; message: string };

export type Preview = {
  html: string | null;
  text: string;
  subject: string;
  preheader: string;
  complaints: readonly Complained[];
  sizeBytes: number;
  limitBytes: number;
  words: number;
};

const settleMs = 250;

/** What a reader of this name would get, drawn anew whenever the author pauses. */
export function usePreview(input: { id: number; draft: Draft; name: string }) {
  const { id, draft, name } = input;
  const [preview, setPreview] = useState<Preview | null>(null);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setPreview(await askPreview({ id, draft, name, signal: ending.signal }));
        setIsLost(false);
      } catch {
        if (!ending.signal.aborted) setIsLost(true);
      }
    }, settleMs);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [id, draft, name]);
  return { preview, isLost };
}

type Asked = { id: number; draft: Draft; name: string; signal: AbortSignal };

async function askPreview({ id, draft, name, signal }: Asked): Promise<Preview> {
  const form = new FormData();
  for (const field of draftFields) form.set(field, draft[field]);
  form.set("name", name);
  const headers = { Accept: "application/json" };
  const response = await fetch(`/studio/letters/${id}/preview`, { method: "POST", body: form, headers, signal });
  if (!response.ok) throw new Error(`the preview answered ${response.status}`);
  return (await response.json()) as Preview; // From our own route.
}
