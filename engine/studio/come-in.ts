import {
  countOpenLinks,
  findAuthorByAddress,
  forgetOldLinks,
  listSignInAddresses,
  markByLink,
} from "../../db/studio/authors.ts";
import { parseAddress } from "../../domain/addresses.ts";
import type { Context } from "../context.ts";
import { takeAskingTurn, takeLinkTurn, takeSignInTurn } from "../limits/rules.ts";
import type { TooOften } from "../limits/take-turns.ts";
import { callersOf } from "../network.ts";
import { askSignIn } from "./sign-in.ts";

type Caller = { headers: Headers; ip: string | null };

export type CameIn = { kind: "in"; answer: Response } | { kind: "wrong" } | TooOften;

/** Signs in with a password. An unknown address is asked for as a known one is, limits and all. */
export async function comeIn(context: Context, input: Caller & { address: string; password: string }): Promise<CameIn> {
  const { headers, ip, password } = input;
  const parsed = parseAddress(input.address);
  const address = parsed.kind === "ok" ? parsed.address : input.address.trim().slice(0, longestAddress);
  const turn = await takeSignInTurn(context, { ip, address, isKnown: await isKnownPlace(context, { address, ip }) });
  if (turn.kind === "too often") return turn;
  const answer = await askSignIn(context, { path: "/sign-in/email", headers, ip, body: { email: address, password } });
  return answer.ok ? { kind: "in", answer } : { kind: "wrong" };
}

const longestAddress = 254;

/** Whether a session of this account was begun where this request comes from. */
async function isKnownPlace(
  context: Context,
  { address, ip }: { address: string; ip: string | null },
): Promise<boolean> {
  const [here] = callersOf(ip);
  const places = await listSignInAddresses(context.db, { address });
  return places.some((place) => callersOf(place)[0] === here);
}

/**
 * So many links to one address are good at once; asked more often, nothing more is sent. It keeps no author out, whoever
 * asks in their name: those three lie in their own mailbox. It is an account's only limit here, for one that strangers
 * can use up, as that of a domain, would close the last way in.
 */
const mostOpenLinks = 3;

/**
 * Mails a link that signs in, if the address is an author's. Nothing tells the asker which of the two it was: this is to
 * run after the answer has gone out, so that even its time says nothing.
 */
export async function askForLink(context: Context, input: Caller & { address: string }): Promise<void> {
  const parsed = parseAddress(input.address);
  if (parsed.kind !== "ok") return;
  const { address } = parsed;
  if ((await takeAskingTurn(context, { ip: input.ip })).kind === "too often") return;
  const { elapsedAt: now } = await context.clocks.read(context.db);
  const found = await findAuthorByAddress(context.db, { address });
  if (found === null) return;
  await forgetOldLinks(context.db, { now });
  if ((await countOpenLinks(context.db, { address, now })) >= mostOpenLinks) return;
  const { headers, ip } = input;
  await askSignIn(context, { path: "/sign-in/magic-link", headers, ip, body: { email: address } });
}

/** Follows such a link by its button. Null when it was used, is too old or never was. */
export async function followLink(
  context: Context,
  input: Caller & { token: string },
): Promise<Response | TooOften | null> {
  const { token, headers, ip } = input;
  const turn = await takeLinkTurn(context, { ip });
  if (turn.kind === "too often") return turn;
  const answer = await askSignIn(context, { path: "/magic-link/verify", headers, ip, body: { token } });
  if (!answer.ok) return null;
  const begun: unknown = await answer.clone().json();
  if (typeof begun === "object" && begun !== null && "token" in begun && typeof begun.token === "string") {
    await markByLink(context.db, { token: begun.token });
  }
  return answer;
}
