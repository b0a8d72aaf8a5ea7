import { isSharedHost } from "../../domain/addresses.ts";
import type { Context } from "../context.ts";
import { callersOf, isLoopbackAddress, isNeighbor } from "../network.ts";
import { type Rule, type Turns, takeTurns, type Wanted } from "./take-turns.ts";

/** Everything that makes a mail go to an address somebody typed counts together, whichever form it was. */
const askingForMail: Rule = { name: "mail of a caller", atOnce: 20, perHour: 60 };
const mailToDomain: Rule = { name: "mail to a domain", atOnce: 60, perHour: 120 };

const signingIn: Rule = { name: "sign-in of a caller", atOnce: 10, perHour: 60 };
const guessingFromHere: Rule = { name: "password of an account, from one place", atOnce: 8, perHour: 20 };
const guessingFromAnywhere: Rule = { name: "password of an account, from anywhere", atOnce: 60, perHour: 60 };
const ownPassword: Rule = { name: "one's own password", atOnce: 5, perHour: 12 };
const usingLink: Rule = { name: "links of a caller", atOnce: 20, perHour: 60 };
const forgedWebhook: Rule = { name: "forged webhooks of a caller", atOnce: 100, perHour: 600 };

/** Who asks for a mail to an address that anybody can type; asked before anything is looked up. */
type Asking = { ip: string | null; address: string };

/**
 * What is asked before a form makes a mail to whatever address stands in it. By caller first, so that one of them cannot
 * use up what a domain is allowed. It does not ask whether a mail will really go: the answer to a form must not tell
 * whether its address was here before, and whoever wants a domain's turns gone has as many addresses as they like.
 */
export async function takeMailTurn(context: Context, { ip, address }: Asking): Promise<Turns> {
  const asked = await takeAskingTurn(context, { ip });
  return asked.kind === "taken" ? takeDomainTurn(context, { ip, address }) : asked;
}

/** The caller's part alone: for what makes a mail to known addresses only, and so uses up nothing of a domain's. */
export function takeAskingTurn(context: Context, { ip }: { ip: string | null }): Promise<Turns> {
  return takeTurns(context, ofCaller(context, { rule: askingForMail, ip }));
}

/**
 * The domain's part alone: taken where a mail is about to be queued to somebody there who has confirmed nothing. The
 * hosts of mail for everybody have no limit of their own: there it would keep out strangers, and protect nobody who is
 * not protected already by the one confirmation a day to each address.
 */
export async function takeDomainTurn(context: Context, { ip, address }: Asking): Promise<Turns> {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (isOwnTrial(context, { ip }) || isSharedHost(domain)) return { kind: "taken" };
  return takeTurns(context, [{ rule: mailToDomain, of: domain }]);
}

/**
 * What is asked before a password is looked at. An account is limited for each caller, and beyond that for all together
 * except where it has been signed in from before (`isKnown`): so a thousand machines guess no faster than a few, and
 * cannot keep its author out, who has another place, or the link by mail, to come in by.
 */
export function takeSignInTurn(
  context: Context,
  input: { ip: string | null; address: string; isKnown: boolean },
): Promise<Turns> {
  const { ip, address, isKnown } = input;
  const isCrowd = isNeighbor(ip);
  const here = callersOf(ip).map((place, width) => ({
    rule: times(guessingFromHere, width === 0 ? 1 : widerGuessing),
    of: `${address} ${place}`,
  }));
  return takeTurns(context, [
    ...ofCaller(context, { rule: signingIn, ip }),
    // Where many look like one, the place of one who knows the password is the place of whoever guesses.
    ...(isCrowd ? [] : here),
    ...(isKnown && !isCrowd ? [] : [{ rule: guessingFromAnywhere, of: address }]),
  ]);
}

/** Whoever sits at an open session may not find out its author's password by trying. */
export function takeOwnPasswordTurn(context: Context, input: { authorId: string }): Promise<Turns> {
  return takeTurns(context, [{ rule: ownPassword, of: input.authorId }]);
}

/** A link to sign in, or an invitation, that is tried. */
export function takeLinkTurn(context: Context, input: { ip: string | null }): Promise<Turns> {
  return takeTurns(context, ofCaller(context, { rule: usingLink, ip: input.ip }));
}

/** A webhook whose signature is not the provider's; a genuine one is never counted. */
export function takeForgedWebhookTurn(context: Context, input: { ip: string | null }): Promise<Turns> {
  return takeTurns(context, ofCaller(context, { rule: forgedWebhook, ip: input.ip }));
}

/** What one customer's /48 may do, as a multiple of one household: an IPv6 caller has 65,536 networks to ask from. */
const wider = 5;

/**
 * What an address of this machine or of a network of one's own may do: behind it may stand everybody, by a proxy that
 * nobody named or a gateway that hides who asked. A morning's signups go through, and a flood does not.
 */
const crowd = 10;

/** Less than an account is asked for from anywhere, or one customer alone could keep its author out of new places. */
const widerGuessing = 2;

function ofCaller(context: Context, { rule, ip }: { rule: Rule; ip: string | null }): Wanted[] {
  if (isOwnTrial(context, { ip })) return [];
  if (isNeighbor(ip)) return callersOf(ip).map((of) => ({ rule: times(rule, crowd), of }));
  return callersOf(ip).map((of, width) => ({ rule: times(rule, width === 0 ? 1 : wider), of }));
}

function times(rule: Rule, factor: number): Rule {
  return { ...rule, atOnce: rule.atOnce * factor, perHour: rule.perHour * factor };
}

/**
 * Nobody is counted who asks from this machine while mail does not leave it: only its owner can, and what the limit
 * would stop are their own trials.
 */
function isOwnTrial({ settings }: Context, { ip }: { ip: string | null }): boolean {
  return settings.movableClock && (ip === null || isLoopbackAddress(ip));
}
