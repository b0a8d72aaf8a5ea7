import { countOpenLinks, findAuthorByAddress, forgetOldLinks, markByLink } from "../../db/studio/authors.ts";
import { parseAddress } from "../../domain/addresses.ts";
import type { Context } from "../context.ts";
import { askSignIn } from "./sign-in.ts";

type Caller = { headers: Headers; ip: string | null };

/** So many links to one address are good at once; asked more often, nothing more is sent. */
const mostOpenLinks = 3;

/**
 * Mails a link that signs in, if the address is an author's. Nothing tells the asker which of the two it was: this is to
 * run after the answer has gone out, so that even its time says nothing.
 */
export async function askForLink(context: Context, input: Caller & { address: string }): Promise<void> {
  const parsed = parseAddress(input.address);
  if (parsed.kind !== "ok") return;
  const { address } = parsed;
  const { elapsedAt: now } = await context.clocks.read(context.db);
  const found = await findAuthorByAddress(context.db, { address });
  if (found === null) return;
  await forgetOldLinks(context.db, { now });
  if ((await countOpenLinks(context.db, { address, now })) >= mostOpenLinks) return;
  const { headers, ip } = input;
  await askSignIn(context, { path: "/sign-in/magic-link", headers, ip, body: { email: address } });
}

/** Follows such a link by its button. Null when it was used, is too old or never was. */
export async function followLink(context: Context, input: Caller & { token: string }): Promise<Response | null> {
  const { token, headers, ip } = input;
  const answer = await askSignIn(context, { path: "/magic-link/verify", headers, ip, body: { token } });
  if (!answer.ok) return null;
  const begun: unknown = await answer.clone().json();
  if (typeof begun === "object" && begun !== null && "token" in begun && typeof begun.token === "string") {
    await markByLink(context.db, { token: begun.token });
  }
  return answer;
}
