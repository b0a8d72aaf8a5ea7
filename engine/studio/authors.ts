import type { Database } from "../../db/connect.ts";
import type { Role } from "../../db/schema/authors.ts";
import {
  deleteAuthor,
  endSessions,
  findAuthor,
  listAuthors,
  listInvitations,
  lockOwners,
  setRole,
  withdrawInvitation,
  withdrawInvitationsOf,
} from "../../db/studio/authors.ts";
import type { Context } from "../context.ts";
import { recordAct } from "./audit.ts";
import type { Author } from "./author.ts";

export async function readAuthors(context: Context) {
  const { elapsedAt: now } = await context.clocks.read(context.db);
  return { authors: await listAuthors(context.db), invitations: await listInvitations(context.db, { now }) };
}

/** `last owner`: somebody has to be able to change things here. */
export type AuthorChanged = "done" | "unknown" | "last owner";

type Change = { author: Pick<Author, "id" | "name">; id: string };

/** Gives another role; whoever it is has to sign in again with it. */
export function changeRole(context: Context, input: Change & { role: Role }): Promise<AuthorChanged> {
  return changing(context, input, async (tx, { found, owners, now, elapsedAt }) => {
    const { role, author } = input;
    if (found.role === role) return "done";
    if (isLast(found.id, owners)) return "last owner";
    await setRole(tx, { id: found.id, role, now: elapsedAt });
    await endSessions(tx, { authorId: found.id });
    // A link that they made as an owner would lead them back to what was just taken from them.
    if (role === "viewer") await withdrawInvitationsOf(tx, { authorId: found.id });
    await recordAct(tx, { author, act: "role changed", now, facts: { what: `${found.name}: ${role}` } });
    return "done";
  });
}

/** Takes an account away, with its sessions. What its author did stays in the log. */
export function removeAuthor(context: Context, input: Change): Promise<AuthorChanged> {
  return changing(context, input, async (tx, { found, owners, now }) => {
    if (isLast(found.id, owners)) return "last owner";
    // Written first: an author who removes their own account is still there to be named.
    await recordAct(tx, { author: input.author, act: "author removed", now, facts: { what: found.name } });
    await deleteAuthor(tx, { id: found.id });
    return "done";
  });
}

/** Takes back a link that nobody has used. */
export function withdraw(context: Context, input: { author: Pick<Author, "id" | "name">; invitationId: number }) {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    if (!(await withdrawInvitation(tx, { id: input.invitationId }))) return;
    await recordAct(tx, { author: input.author, act: "invitation withdrawn", now });
  });
}

type Found = {
  found: { id: string; name: string; role: Role };
  owners: readonly string[];
  now: Date;
  elapsedAt: Date;
};

function changing(
  context: Context,
  { id }: Change,
  change: (tx: Database, found: Found) => Promise<AuthorChanged>,
): Promise<AuthorChanged> {
  return context.db.transaction(async (tx): Promise<AuthorChanged> => {
    const { calendarAt: now, elapsedAt } = await context.clocks.read(tx);
    const owners = await lockOwners(tx);
    const found = await findAuthor(tx, { id });
    return found === null ? "unknown" : change(tx, { found, owners, now, elapsedAt });
  });
}

function isLast(id: string, owners: readonly string[]): boolean {
  return owners.length === 1 && owners[0] === id;
}
