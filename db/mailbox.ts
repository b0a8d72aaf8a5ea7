import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { mailboxMessage } from "./schema/sending.ts";

export type KeptMessage = typeof mailboxMessage.$inferSelect;

/** Keeps the messages of one request, once for its key and places: a repeated request changes nothing. */
export async function keepMessages(db: Database, rows: readonly (typeof mailboxMessage.$inferInsert)[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insert(mailboxMessage)
      .values([...rows])
      .onConflictDoNothing();
}

/** The newest messages first, to one address or to all, without their bodies. */
export async function listKept(
  db: Database,
  input: { address: string | null; before: number | null; limit: number },
): Promise<Omit<KeptMessage, "raw">[]> {
  return db
    .select({
      id: mailboxMessage.id,
      key: mailboxMessage.key,
      index: mailboxMessage.index,
      address: mailboxMessage.address,
      subject: mailboxMessage.subject,
      preheader: mailboxMessage.preheader,
      keptAt: mailboxMessage.keptAt,
    })
    .from(mailboxMessage)
    .where(
      and(
        input.address === null ? undefined : eq(mailboxMessage.address, input.address),
        input.before === null ? undefined : lt(mailboxMessage.id, input.before),
      ),
    )
    .orderBy(desc(mailboxMessage.id))
    .limit(input.limit);
}

export async function readKept(db: Database, input: { id: number }): Promise<KeptMessage | null> {
  const [row] = await db.select().from(mailboxMessage).where(eq(mailboxMessage.id, input.id));
  return row ?? null;
}

export async function countKept(db: Database, input: { address: string | null }): Promise<number> {
  const [row] = await db
    .select({ count: sql<string>`count(*)` })
    .from(mailboxMessage)
    .where(input.address === null ? undefined : eq(mailboxMessage.address, input.address));
  return Number(row?.count ?? 0);
}
