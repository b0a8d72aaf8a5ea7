import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { author, authorAccount, authorInvitation, authorSession, type Role } from "../schema/authors.ts";

export type ListedAuthor = {
  id: string;
  name: string;
  address: string;
  role: Role;
  createdAt: Date;
  lastSignInAt: Date | null;
};

/** Everybody who may sign in, the first first. */
export async function listAuthors(db: Database): Promise<ListedAuthor[]> {
  const lastSignIn = sql<string | null>`(select max(created_at) from author_session where author_id = author.id)`;
  const rows = await db
    .select({
      id: author.id,
      name: author.name,
      address: author.email,
      role: author.role,
      createdAt: author.createdAt,
      lastSignInAt: lastSignIn,
    })
    .from(author)
    .orderBy(asc(author.createdAt), asc(author.id))
    .limit(500);
  return rows.map((row) => ({ ...row, lastSignInAt: row.lastSignInAt === null ? null : new Date(row.lastSignInAt) }));
}

export type OpenInvitation = { id: number; role: Role; expiresAt: Date };

/** The links that authors have made and nobody has used. */
export async function listInvitations(db: Database, input: { now: Date }): Promise<OpenInvitation[]> {
  return db
    .select({ id: authorInvitation.id, role: authorInvitation.role, expiresAt: authorInvitation.expiresAt })
    .from(authorInvitation)
    .where(
      and(
        isNull(authorInvitation.usedAt),
        isNotNull(authorInvitation.madeBy),
        gt(authorInvitation.expiresAt, input.now),
      ),
    )
    .orderBy(desc(authorInvitation.id))
    .limit(100);
}

/** Takes a link back that nobody has used. */
export async function withdrawInvitation(db: Database, input: { id: number }): Promise<boolean> {
  const rows = await db
    .delete(authorInvitation)
    .where(and(eq(authorInvitation.id, input.id), isNull(authorInvitation.usedAt)))
    .returning({ id: authorInvitation.id });
  return rows.length > 0;
}

/** Takes back every link of this author's that nobody has used. */
export async function withdrawInvitationsOf(db: Database, input: { authorId: string }): Promise<void> {
  await db
    .delete(authorInvitation)
    .where(and(eq(authorInvitation.madeBy, input.authorId), isNull(authorInvitation.usedAt)));
}

/** Locks every owner, so that of two who take each other's role away at once the second finds one owner left. */
export async function lockOwners(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: author.id })
    .from(author)
    .where(eq(author.role, "owner"))
    .orderBy(asc(author.id))
    .for("update");
  return rows.map(({ id }) => id);
}

export async function findAuthor(
  db: Database,
  input: { id: string },
): Promise<{ id: string; name: string; role: Role } | null> {
  const [row] = await db
    .select({ id: author.id, name: author.name, role: author.role })
    .from(author)
    .where(eq(author.id, input.id))
    .for("update");
  return row ?? null;
}

export async function findAuthorByAddress(db: Database, input: { address: string }): Promise<{ id: string } | null> {
  const [row] = await db.select({ id: author.id }).from(author).where(eq(author.email, input.address));
  return row ?? null;
}

export async function setRole(db: Database, input: { id: string; role: Role; now: Date }): Promise<void> {
  await db.update(author).set({ role: input.role, updatedAt: input.now }).where(eq(author.id, input.id));
}

/** With sessions, password and unused invitations; what they did stays in the log under their name. */
export async function deleteAuthor(db: Database, input: { id: string }): Promise<void> {
  await db.delete(author).where(eq(author.id, input.id));
}

export async function endSessions(db: Database, input: { authorId: string }): Promise<void> {
  await db.delete(authorSession).where(eq(authorSession.userId, input.authorId));
}

export type Session = { id: string; token: string; createdAt: Date; isByLink: boolean };

/** What this browser signed in with. */
export async function findSession(db: Database, input: { token: string }): Promise<Session | null> {
  const [row] = await db
    .select({
      id: authorSession.id,
      token: authorSession.token,
      createdAt: authorSession.createdAt,
      isByLink: authorSession.isByLink,
    })
    .from(authorSession)
    .where(eq(authorSession.token, input.token));
  return row ?? null;
}

/** From where this account's open sessions were begun. */
export async function listSignInAddresses(db: Database, input: { address: string }): Promise<string[]> {
  const rows = await db
    .selectDistinct({ ip: authorSession.ipAddress })
    .from(authorSession)
    .innerJoin(author, eq(author.id, authorSession.userId))
    .where(and(eq(author.email, input.address), isNotNull(authorSession.ipAddress)))
    .limit(100);
  return rows.flatMap(({ ip }) => (ip === null ? [] : [ip]));
}

/** Notes that this session began with a link in a mail, and not with a password. */
export async function markByLink(db: Database, input: { token: string }): Promise<void> {
  await db.update(authorSession).set({ isByLink: true }).where(eq(authorSession.token, input.token));
}

/** The hash of an author's password, null where there is none. */
export async function readPassword(db: Database, input: { authorId: string }): Promise<string | null> {
  const [row] = await db
    .select({ password: authorAccount.password })
    .from(authorAccount)
    .where(and(eq(authorAccount.userId, input.authorId), eq(authorAccount.providerId, "credential")));
  return row?.password ?? null;
}

/** How many links by which this address could sign in are still good. `now` is elapsed time. */
export async function countOpenLinks(db: Database, input: { address: string; now: Date }): Promise<number> {
  const rows = await db.execute<{ count: string }>(sql`
    select count(*) as count from author_verification
    where identifier like 'magic-link:%' and expires_at > ${input.now.toISOString()}
      and value::json->>'email' = ${input.address}`);
  return Number(rows[0]?.count ?? 0);
}

/** Links of before that nobody followed. */
export async function forgetOldLinks(db: Database, input: { now: Date }): Promise<void> {
  await db.execute(sql`delete from author_verification where expires_at <= ${input.now.toISOString()}`);
}

/**
 * Puts a session with another token in the place of this one, which stays good until `graceUntil` for what is under way
 * with it. The end stays what it was. False when somebody else is doing it, or has.
 */
export async function replaceSession(
  db: Database,
  input: { token: string; fresh: { id: string; token: string }; now: Date; graceUntil: Date },
): Promise<{ expiresAt: Date } | null> {
  const { fresh, now, graceUntil } = input;
  return db.transaction(async (tx) => {
    const [old] = await tx
      .select()
      .from(authorSession)
      .where(and(eq(authorSession.token, input.token), gt(authorSession.expiresAt, graceUntil)))
      .for("update", { skipLocked: true });
    if (old === undefined) return null;
    await tx.insert(authorSession).values({ ...old, ...fresh, isByLink: false, updatedAt: now });
    await tx.update(authorSession).set({ expiresAt: graceUntil }).where(eq(authorSession.id, old.id));
    return { expiresAt: old.expiresAt };
  });
}
