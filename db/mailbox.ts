import { and, desc, eq, gte, lt, notLike, type SQL, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { isPlugAddress } from "./plug.ts";
import { reader } from "./schema/readers.ts";
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
    .where(and(whose(input.address), input.before === null ? undefined : lt(mailboxMessage.id, input.before)))
    .orderBy(desc(mailboxMessage.id))
    .limit(input.limit);
}

export async function readKept(db: Database, input: { id: number }): Promise<KeptMessage | null> {
  const [row] = await db.select().from(mailboxMessage).where(eq(mailboxMessage.id, input.id));
  return row ?? null;
}

export async function countKept(db: Database, input: { address: string | null }): Promise<number> {
  const [row] = await db.select({ count: sql<string>`count(*)` }).from(mailboxMessage).where(whose(input.address));
  return Number(row?.count ?? 0);
}

/** Without an address everybody's, but for a thousand letters of a demonstration: they would bury what one looks for. */
function whose(address: string | null): SQL {
  return address === null ? sql`not (${isPlugAddress})` : eq(mailboxMessage.address, address);
}

export async function countKeptFrom(db: Database, input: { id: number }): Promise<number> {
  const [row] = await db
    .select({ count: sql<string>`count(*)` })
    .from(mailboxMessage)
    .where(gte(mailboxMessage.id, input.id));
  return Number(row?.count ?? 0);
}

/** The reader whom the newest message went to, leaving out the addresses at one domain; null where there is none. */
export async function findNewestAddress(db: Database, input: { notAt: string | null }): Promise<string | null> {
  const isOutside = input.notAt === null ? undefined : notLike(mailboxMessage.address, `%@${input.notAt}`);
  const [row] = await db
    .select({ address: mailboxMessage.address })
    .from(mailboxMessage)
    .innerJoin(reader, eq(reader.address, mailboxMessage.address))
    .where(isOutside)
    .orderBy(desc(mailboxMessage.id))
    .limit(1);
  return row?.address ?? null;
}
