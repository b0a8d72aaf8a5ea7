import { keptCookie, readKeptCookie } from "../../kept-cookie.ts";
import { type KeptForm, parseKept } from "./parse-kept.ts";

/**
 * A form travels in a cookie of five minutes, because a route cannot render a page, an address has no place in a URL,
 * and a table of unfinished forms would keep addresses of people who never signed up. The answer to a form is always a
 * redirect, so that reloading the page sends nothing twice.
 */
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

/** The form that was just answered, or null. */
export async function readKeptForm(): Promise<KeptForm | null> {
  return parseKept(await readKeptCookie(cookieName));
}
