import { createHash, randomBytes } from "node:crypto";
import type { Role } from "../../db/schema/authors.ts";
import {
  findInvitation,
  hasOwner,
  type Invitation,
  insertAuthor,
  insertInvitation,
  lockInvitation,
  replacePassword,
  spendInvitation,
  withdrawUnsigned,
} from "../../db/studio/invitations.ts";
import { parseAddress } from "../../domain/addresses.ts";
import { normaliseName } from "../../domain/names.ts";
import type { Context } from "../context.ts";
import { takeLinkTurn } from "../limits/rules.ts";
import type { TooOften } from "../limits/take-turns.ts";
import { recordAct } from "./audit.ts";
import type { Author } from "./author.ts";
import { longestPassword, shortestPassword, signInOf } from "./sign-in.ts";

const goodForMs = { owner: 86_400_000, viewer: 7 * 86_400_000 } as const;

/**
 * The one-time link that makes the owner's account, or null when there is an owner and nobody asked for another
 * (`always`). Who can start the site or call the command line has the machine, so no more is asked of them. A link made
 * so takes the place of the one before it, which may have been seen in a terminal's history.
 */
export async function makeOwnerLink(context: Context, input: { always: boolean }): Promise<string | null> {
  const { elapsedAt: now } = await context.clocks.read(context.db);
  return context.db.transaction(async (tx) => {
    if (!input.always && (await hasOwner(tx))) return null;
    await withdrawUnsigned(tx);
    return invite({ ...context, db: tx }, { role: "owner", madeBy: null, now });
  });
}

/** A one-time link by which somebody else makes an account. It is shown once: only its hash is kept. */
export async function inviteAuthor(context: Context, input: { author: Author; role: Role }): Promise<string> {
  const { elapsedAt, calendarAt } = await context.clocks.read(context.db);
  return context.db.transaction(async (tx) => {
    await recordAct(tx, { author: input.author, act: "author invited", now: calendarAt, facts: { what: input.role } });
    return invite({ ...context, db: tx }, { role: input.role, madeBy: input.author.id, now: elapsedAt });
  });
}

async function invite(
  { db, settings }: Context,
  { role, madeBy, now }: { role: Role; madeBy: string | null; now: Date },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + goodForMs[role]);
  await insertInvitation(db, { role, tokenHash: hashOf(token), madeBy, madeAt: now, expiresAt });
  return `${settings.siteUrl}/studio/welcome/${token}`;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** What a link is good for, or null when it is used, too old or nobody's. Looking at it uses nothing up. */
export async function readInvitation(context: Context, input: { token: string }): Promise<Invitation | null> {
  const { elapsedAt: now } = await context.clocks.read(context.db);
  return findInvitation(context.db, { tokenHash: hashOf(input.token), now });
}

export type Accepted =
  | { kind: "made"; address: string }
  | { kind: "spent" }
  | TooOften
  | { kind: "invalid"; errors: Partial<Record<"name" | "address" | "password", string>> };

type Wanted = { token: string; name: string; address: string; password: string; ip: string | null };

/**
 * Makes the account that the link is for, and uses the link up, both or neither. A link of the command line with the
 * address of an account that exists gives that account a new password instead, and ends its sessions: whoever has the
 * machine and forgot the password comes back in that way.
 */
export async function acceptInvitation(context: Context, input: Wanted): Promise<Accepted> {
  const read = readWanted(input);
  if (read.kind === "invalid") return read;
  const turn = await takeLinkTurn(context, { ip: input.ip });
  if (turn.kind === "too often") return turn;
  // Before the password is stretched, which is work that nobody without a link can ask of us.
  if ((await readInvitation(context, input)) === null) return { kind: "spent" };
  const library = await signInOf(context).$context;
  const password = await library.password.hash(input.password);
  const { elapsedAt: now, calendarAt } = await context.clocks.read(context.db);
  const { name, address } = read;
  return context.db.transaction(async (tx): Promise<Accepted> => {
    const tokenHash = hashOf(input.token);
    // Locked, so that of two presses at once one makes the account and the other finds the link used.
    const found = await lockInvitation(tx, { tokenHash, now });
    if (found === null) return { kind: "spent" };
    const id = context.randomness.id();
    const isNew = await insertAuthor(tx, { id, name, address, role: found.role, password, now });
    const known = isNew || found.madeBy !== null ? null : await replacePassword(tx, { address, password, now });
    if (!isNew && known === null) return { kind: "invalid", errors: { address: taken } };
    await spendInvitation(tx, { id: found.id, now });
    const facts = { what: found.role };
    const author = known ?? { id, name };
    await recordAct(tx, { author, act: isNew ? "account made" : "password renewed", now: calendarAt, facts });
    return { kind: "made", address };
  });
}

const taken = "There is an account with this address. Sign in with it, or use another address.";

type Readable = { kind: "ok"; name: string; address: string } | Extract<Accepted, { kind: "invalid" }>;

function readWanted({ name, address, password }: Wanted): Readable {
  const named = normaliseName(name);
  const parsed = parseAddress(address);
  const errors: Extract<Accepted, { kind: "invalid" }>["errors"] = {};
  if (named.kind === "invalid") errors.name = named.message;
  else if (named.name === null) errors.name = "Please say what you are called. The log of the studio uses it.";
  if (parsed.kind === "invalid") errors.address = parsed.message;
  const fault = passwordFault(password);
  if (fault !== null) errors.password = fault;
  if (named.kind !== "ok" || named.name === null || parsed.kind !== "ok" || fault !== null)
    return { kind: "invalid", errors };
  return { kind: "ok", name: named.name, address: parsed.address };
}

/** What is wrong with a password, in a sentence. Its length is what counts; no rule asks for signs or capitals. */
export function passwordFault(password: string): string | null {
  const { length } = password;
  if (length < shortestPassword) return `Please use at least ${shortestPassword} characters. A few words are good.`;
  if (length > longestPassword) return `Please use at most ${longestPassword} characters.`;
  return null;
}
