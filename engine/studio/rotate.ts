import { createHmac, randomBytes } from "node:crypto";
import { replaceSession } from "../../db/studio/authors.ts";
import type { Context } from "../context.ts";
import { signInOf } from "./sign-in.ts";

const rotateAfterMs = 86_400_000;
/** For what a second tab had asked with the old one already. */
const graceMs = 60_000;

/** A cookie to be set, and its `name=value` alone for the request that is under way. */
export type FreshCookie = { line: string; pair: string };

/**
 * Once a day a session gets another token, so that one which was copied somewhere is soon worth nothing. Null when it is
 * not time, and when nobody is signed in. A session ends 30 days after it began, however often it was renewed.
 */
export async function rotateSession(context: Context, headers: Headers): Promise<FreshCookie | null> {
  const library = signInOf(context);
  const found = await library.api.getSession({ headers });
  if (found === null) return null;
  const { elapsedAt: now } = await context.clocks.read(context.db);
  if (now.getTime() - found.session.updatedAt.getTime() < rotateAfterMs) return null;
  const fresh = { id: context.randomness.id(), token: randomBytes(24).toString("base64url") };
  const graceUntil = new Date(now.getTime() + graceMs);
  const replaced = await replaceSession(context.db, { token: found.session.token, fresh, now, graceUntil });
  if (replaced === null) return null;
  const { secret, authCookies } = await library.$context;
  const signature = createHmac("sha256", secret).update(fresh.token).digest("base64");
  const { name, attributes } = authCookies.sessionToken;
  const pair = `${name}=${encodeURIComponent(`${fresh.token}.${signature}`)}`;
  const maxAge = Math.floor((replaced.expiresAt.getTime() - now.getTime()) / 1000);
  return {
    pair,
    line: `${pair}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${attributes.secure ? "; Secure" : ""}`,
  };
}
