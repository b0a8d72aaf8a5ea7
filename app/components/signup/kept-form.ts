import { z } from "zod";
import { jsonIn, keptCookie, readKeptCookie } from "../../kept-cookie.ts";

/**
 * What a form remembers across the redirect that answers it: what was typed, and what was wrong with it. It travels in
 * a cookie of five minutes, because a route cannot render a page, an address has no place in a URL, and a table of
 * unfinished forms would keep addresses of people who never signed up. The answer to a form is always a redirect, so
 * that reloading the page sends nothing twice.
 */
export type KeptForm = z.infer<typeof keptForm>;

const words = z.record(z.string(), z.string());
const keptForm = z.object({ typed: words, errors: words, suggestion: z.string().nullable() });

const cookieName = "dayletter-form";
const lifeSeconds = 300;

/** A browser drops a cookie over 4096 bytes without a word, so nothing is kept longer than any field may be. */
const longestKept = 320;

/** The `Set-Cookie` line. */
export function keepForm({ kept, isSecure }: { kept: KeptForm; isSecure: boolean }): string {
  const typed = Object.fromEntries(
    Object.entries(kept.typed).map(([field, value]) => [field, value.slice(0, longestKept).toWellFormed()]),
  );
  return keptCookie({ name: cookieName, value: { ...kept, typed }, lifeSeconds, isSecure });
}

/** The form that was just answered, or null. A cookie that we did not write counts as none. */
export async function readKeptForm(): Promise<KeptForm | null> {
  return formIn(await readKeptCookie(cookieName));
}

export function parseKept(value: string): KeptForm | null {
  return formIn(jsonIn(value));
}

function formIn(value: unknown): KeptForm | null {
  const read = keptForm.safeParse(value);
  return read.success ? read.data : null;
}
