import { and, desc, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { type ImportCounts, type ImportPass, type ImportState, importFault, readerImport } from "./schema/imports.ts";

export type ReaderImport = typeof readerImport.$inferSelect;
export type ImportFault = typeof importFault.$inferSelect;

export const nothingCounted: ImportCounts = {
  rows: 0,
  added: 0,
  changed: 0,
  known: 0,
  suppressed: 0,
  stopped: 0,
  twice: 0,
  faulty: 0,
  enrolled: 0,
  followed: 0,
};

export async function addImport(
  db: Database,
  input: Pick<
    ReaderImport,
    "fileName" | "fileKey" | "sizeBytes" | "encoding" | "fingerprint" | "plan" | "authorName" | "createdAt"
  >,
): Promise<ReaderImport> {
  const fresh = { ...input, state: "mapping" as const, counts: nothingCounted, changedAt: input.createdAt };
  const [row] = await db.insert(readerImport).values(fresh).returning();
  if (!row) throw new Error("the import was not stored");
  return row;
}

export async function readImport(db: Database, input: { id: number }): Promise<ReaderImport | null> {
  const [row] = await db.select().from(readerImport).where(eq(readerImport.id, input.id));
  return row ?? null;
}

export async function lockImport(db: Database, input: { id: number }): Promise<ReaderImport | null> {
  const [row] = await db.select().from(readerImport).where(eq(readerImport.id, input.id)).for("update");
  return row ?? null;
}

export async function listImports(db: Database, input: { limit: number }): Promise<ReaderImport[]> {
  return db.select().from(readerImport).orderBy(desc(readerImport.id)).limit(input.limit);
}

/** The newest finished import of the very same file. */
export async function findSameFile(
  db: Database,
  input: { id: number; fingerprint: string },
): Promise<ReaderImport | null> {
  const { id, fingerprint } = input;
  const [row] = await db
    .select()
    .from(readerImport)
    .where(and(eq(readerImport.fingerprint, fingerprint), ne(readerImport.id, id), eq(readerImport.state, "done")))
    .orderBy(desc(readerImport.id))
    .limit(1);
  return row ?? null;
}

export async function changeImport(
  db: Database,
  input: { id: number } & Partial<Omit<ReaderImport, "id" | "createdAt">>,
): Promise<void> {
  const { id, ...change } = input;
  await db.update(readerImport).set(change).where(eq(readerImport.id, id));
}

export async function deleteImport(db: Database, input: { id: number }): Promise<void> {
  await db.delete(readerImport).where(eq(readerImport.id, input.id));
}

/** What waits to be worked on, the oldest first, and nobody works on now. */
export async function listUnclaimed(
  db: Database,
  input: { elapsedAt: Date },
): Promise<{ id: number; fileKey: string | null }[]> {
  return db
    .select({ id: readerImport.id, fileKey: readerImport.fileKey })
    .from(readerImport)
    .where(and(atWork, isFree(input.elapsedAt)))
    .orderBy(readerImport.id)
    .limit(20);
}

/** Takes an import to work on until `leaseUntil` (elapsed), unless somebody else was quicker. */
export async function claimImport(
  db: Database,
  input: { id: number; leaseToken: string; leaseUntil: Date; elapsedAt: Date },
): Promise<ReaderImport | null> {
  const { id, leaseToken, leaseUntil, elapsedAt } = input;
  const [row] = await db
    .update(readerImport)
    .set({ leaseToken, leaseUntil, attempts: sql`${readerImport.attempts} + 1` })
    .where(and(eq(readerImport.id, id), atWork, isFree(elapsedAt)))
    .returning();
  return row ?? null;
}

const atWork = inArray(readerImport.state, ["checking", "running"]);

function isFree(elapsedAt: Date) {
  return or(sql`${readerImport.leaseUntil} is null`, lt(readerImport.leaseUntil, elapsedAt));
}

/** The import, locked for one step, if this worker still has it and nobody stopped it. */
export async function lockClaimed(
  db: Database,
  input: { id: number; leaseToken: string; pass: ImportPass },
): Promise<ReaderImport | null> {
  const { id, leaseToken, pass } = input;
  const [row] = await db
    .select()
    .from(readerImport)
    .where(and(eq(readerImport.id, id), eq(readerImport.leaseToken, leaseToken), eq(readerImport.state, pass)))
    .for("update");
  return row ?? null;
}

/** Whether a worker has anything to do: to go on with, or to forget. */
export async function isImportWork(db: Database, input: { elapsedAt: Date; forgetBefore: Date }): Promise<boolean> {
  const [found] = await listUnclaimed(db, { elapsedAt: input.elapsedAt });
  return found !== undefined || (await listForgettable(db, { before: input.forgetBefore })).length > 0;
}

/** The import that a worker has in hand now. */
export async function findInHand(db: Database, input: { elapsedAt: Date }): Promise<ReaderImport | null> {
  const [row] = await db
    .select()
    .from(readerImport)
    .where(and(atWork, sql`${readerImport.leaseUntil} >= ${input.elapsedAt.toISOString()}`))
    .limit(1);
  return row ?? null;
}

const resting: readonly ImportState[] = ["mapping", "checked", "stopped", "done", "failed"];

/** Imports whose file or rows still lie here although nobody has touched them since. */
export async function listForgettable(
  db: Database,
  input: { before: Date },
): Promise<{ id: number; fileKey: string | null; state: ImportState }[]> {
  const holdsSomething = sql`(${readerImport.fileKey} is not null
    or exists (select from ${importFault} where ${importFault.importId} = ${readerImport.id}))`;
  return db
    .select({ id: readerImport.id, fileKey: readerImport.fileKey, state: readerImport.state })
    .from(readerImport)
    .where(and(inArray(readerImport.state, [...resting]), lt(readerImport.changedAt, input.before), holdsSomething))
    .limit(20);
}

/** The names of all files that an import still has. */
export async function listFileKeys(db: Database): Promise<Set<string>> {
  const rows = await db
    .select({ fileKey: readerImport.fileKey })
    .from(readerImport)
    .where(sql`${readerImport.fileKey} is not null`)
    .limit(10_000);
  return new Set(rows.flatMap(({ fileKey }) => fileKey ?? []));
}

/** The faults of an import behind `afterId`, in the order of the file. */
export async function listFaults(
  db: Database,
  input: { importId: number; afterId: number; limit: number },
): Promise<ImportFault[]> {
  const { importId, afterId, limit } = input;
  return db
    .select()
    .from(importFault)
    .where(and(eq(importFault.importId, importId), sql`${importFault.id} > ${afterId}`))
    .orderBy(importFault.id)
    .limit(limit);
}

/** Takes away what an erased person stood in. */
export async function forgetFaultsOf(db: Database, input: { addressHash: string }): Promise<void> {
  await db.delete(importFault).where(eq(importFault.addressHash, input.addressHash));
}
