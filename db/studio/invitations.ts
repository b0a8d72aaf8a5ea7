import { and, eq, gt, isNull, lte } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { author, authorAccount, authorInvitation, authorSession, type Role } from "../schema/authors.ts";

export type Invitation = { id: number; role: Role; madeBy: string | null; expiresAt: Date };

/** Makes an invitation; what is used up or too old goes, so that the table stays small. */
export async function insertInvitation(
  db: Database,
  input: { role: Role; tokenHash: string; madeBy: string | null; madeAt: Date; expiresAt: Date },
): Promise<void> {
  await db.delete(authorInvitation).where(lte(authorInvitation.expiresAt, input.madeAt));
  await db.insert(authorInvitation).values(input);
}

/** Links that the start or the command line made are good until the next one is made. */
export async function withdrawUnsigned(db: Database): Promise<void> {
  await db.delete(authorInvitation).where(and(isNull(authorInvitation.madeBy), isNull(authorInvitation.usedAt)));
}

export async function findInvitation(
  db: Database,
  input: { tokenHash: string; now: Date },
): Promise<Invitation | null> {
  const [row] = await db.select().from(authorInvitation).where(isOpen(input)).limit(1);
  return row ?? null;
}

/** The same, held until the transaction ends. */
export async function lockInvitation(
  db: Database,
  input: { tokenHash: string; now: Date },
): Promise<Invitation | null> {
  const [row] = await db.select().from(authorInvitation).where(isOpen(input)).limit(1).for("update");
  return row ?? null;
}

export async function spendInvitation(db: Database, input: { id: number; now: Date }): Promise<void> {
  await db.update(authorInvitation).set({ usedAt: input.now }).where(eq(authorInvitation.id, input.id));
}

function isOpen({ tokenHash, now }: { tokenHash: string; now: Date }) {
  return and(
    eq(authorInvitation.tokenHash, tokenHash),
    isNull(authorInvitation.usedAt),
    gt(authorInvitation.expiresAt, now),
  );
}

export async function hasOwner(db: Database): Promise<boolean> {
  const rows = await db.select({ id: author.id }).from(author).where(eq(author.role, "owner")).limit(1);
  return rows.length > 0;
}

export type NewAuthor = { id: string; name: string; address: string; role: Role; password: string; now: Date };

/** False when the address has an account already. `password` is its hash. */
export async function insertAuthor(db: Database, input: NewAuthor): Promise<boolean> {
  const { id, name, address, role, password, now } = input;
  const made = { createdAt: now, updatedAt: now };
  const rows = await db
    .insert(author)
    .values({ id, name, email: address, emailVerified: true, role, ...made })
    .onConflictDoNothing({ target: author.email })
    .returning();
  if (rows.length === 0) return false;
  await db.insert(authorAccount).values({ id, userId: id, accountId: id, providerId: "credential", password, ...made });
  return true;
}

/** Gives the account at this address another password and ends its sessions. Returns whose it is, null for nobody's. */
export async function replacePassword(
  db: Database,
  input: { address: string; password: string; now: Date },
): Promise<{ id: string; name: string } | null> {
  const [found] = await db
    .select({ id: author.id, name: author.name })
    .from(author)
    .where(eq(author.email, input.address))
    .for("update");
  if (found === undefined) return null;
  await db
    .update(authorAccount)
    .set({ password: input.password, updatedAt: input.now })
    .where(and(eq(authorAccount.userId, found.id), eq(authorAccount.providerId, "credential")));
  await db.delete(authorSession).where(eq(authorSession.userId, found.id));
  return found;
}
