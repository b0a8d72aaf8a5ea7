import { cookies } from "next/headers";
import { requestContext } from "./context.ts";
import { jsonIn, textOfJson } from "./kept-json.ts";

type Kept = { name: string; value: unknown; lifeSeconds: number; isSecure: boolean };

/**
 * The `Set-Cookie` line of what a form's answer remembers. No script can read it, no other site's form sends it along,
 * and with https the prefix makes a browser refuse one that another host of the domain has set for us.
 */
export function keptCookie({ name, value, lifeSeconds, isSecure }: Kept): string {
  const text = textOfJson(value);
  const secure = isSecure ? "; Secure" : "";
  return `${nameOf(name, isSecure)}=${text}; Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** What such a cookie of this request holds, to be validated; null for none and for one that holds no JSON. */
export async function readKeptCookie(name: string): Promise<unknown> {
  const { settings } = await requestContext();
  const value = (await cookies()).get(nameOf(name, settings.siteUrl.startsWith("https:")))?.value;
  return value === undefined ? null : jsonIn(value);
}

function nameOf(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}
