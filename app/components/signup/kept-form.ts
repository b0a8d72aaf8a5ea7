import { cookies } from "next/headers";
import { z } from "zod";

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

/** The `Set-Cookie` line. The cookie is only sent back to this site, and no script can read it. */
export function keepForm({ kept, isSecure }: { kept: KeptForm; isSecure: boolean }): string {
  const typed = Object.fromEntries(
    Object.entries(kept.typed).map(([field, value]) => [field, value.slice(0, longestKept).toWellFormed()]),
  );
  const value = Buffer.from(JSON.stringify({ ...kept, typed })).toString("base64url");
  return `${cookieName}=${value}; Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}

/** The form that was just answered, or null. A cookie that we did not write counts as none. */
export async function readKeptForm(): Promise<KeptForm | null> {
  const value = (await cookies()).get(cookieName)?.value;
  return value === undefined ? null : parseKept(value);
}

export function parseKept(value: string): KeptForm | null {
  try {
    return keptForm.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
