import { and, eq, gte } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { author, authorAct } from "../schema/authors.ts";

/** Makes whoever else acts for this author wait until this transaction ends. */
export async function lockAuthor(db: Database, input: { id: string }): Promise<void> {
  await db.select({ id: author.id }).from(author).where(eq(author.id, input.id)).for("update");
}

/** How often an author did something since then, for what may be done only so often. */
export async function countActs(db: Database, input: { authorId: string; act: string; since: Date }): Promise<number> {
  const { authorId, act, since } = input;
  return db.$count(authorAct, and(eq(authorAct.authorId, authorId), eq(authorAct.act, act), gte(authorAct.at, since)));
}
