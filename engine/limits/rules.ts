import { isSharedHost } from "../../domain/addresses.ts";
import type { Context } from "../context.ts";
import { callersOf, isLoopbackAddress } from "../network.ts";
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

/**
 * What is asked before a mail is made to an address that anybody can type. By caller first, so that one of them cannot
 * use up what a domain is allowed. The hosts of mail for everybody have no limit of their own: there it would keep out
 * strangers, and protect nobody who is not protected already by the one confirmation a day to each address.
 */
export async function takeMailTurn(context: Context, input: { ip: string | null; address: string }): Promise<Turns> {
  if (isOwnTrial(context, input)) return { kind: "taken" };
  const domain = input.address.slice(input.address.lastIndexOf("@") + 1);
  const ofDomain = isSharedHost(domain) ? [] : [{ rule: mailToDomain, of: domain }];
  return takeTurns(context, [...ofCaller(context, { rule: askingForMail, ip: input.ip }), ...ofDomain]);
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
  const [place = ""] = callersOf(ip);
  return takeTurns(context, [
    ...ofCaller(context, { rule: signingIn, ip }),
    { rule: guessingFromHere, of: `${address} ${place}` },
    ...(isKnown ? [] : [{ rule: guessingFromAnywhere, of: address }]),
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

function ofCaller(context: Context, { rule, ip }: { rule: Rule; ip: string | null }): Wanted[] {
  if (isOwnTrial(context, { ip })) return [];
  return callersOf(ip).map((of, place) => {
    const times = place === 0 ? 1 : wider;
    return { rule: { ...rule, atOnce: rule.atOnce * times, perHour: rule.perHour * times }, of };
  });
}

/**
 * Nobody is counted who asks from this machine while mail does not leave it: only its owner can, and what the limit
 * would stop are their own trials.
 */
function isOwnTrial({ settings }: Context, { ip }: { ip: string | null }): boolean {
  return settings.movableClock && (ip === null || isLoopbackAddress(ip));
}
