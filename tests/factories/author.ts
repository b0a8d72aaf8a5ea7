import type { Database } from "../../db/connect.ts";
import { author, type Role } from "../../db/schema/authors.ts";

/** Somebody who may sign in, for acts that name who did them. */
export async function authorNamed(db: Database, input: { name?: string; role?: Role } = {}) {
  const { name = "Ada", role = "owner" } = input;
  const at = new Date("2026-01-01T00:00:00Z");
  const address = `${name.toLowerCase()}@example.com`;
  const row = { id: `author-${name}`, name, email: address, role, createdAt: at, updatedAt: at };
  await db.insert(author).values(row).onConflictDoNothing();
  return { id: row.id, name, address, role };
}
