import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

export type FoundReader = { id: number; address: string; name: string | null };

/** The newest readers that are looked at one by one, in some 30 ms. */
const newest = 20_000;
const mostTerms = 5;
const longestTerm = 100;

/**
 * Readers whose address or name holds every word of `text`, wherever it stands in them: those whose address begins with
 * it first, then the newest. Case and accents do not matter.
 *
 * Three ways, each bounded. What begins with it comes from an ordered index. What many have ("gmail") is soon found
 * among the newest, where an index of trigrams would first list everybody. What few have is left to that index; words of
 * less than three letters are looked for among the newest alone.
 */
export async function searchReaders(
  db: Database,
  input: { text: string; limit: number },
): Promise<readonly FoundReader[]> {
  const terms = await foldedTerms(db, input.text);
  if (terms.length === 0) return [];
  const { limit } = input;
  const beginning = terms.length === 1 ? await idsBeginning(db, { term: terms[0] ?? "", limit }) : [];
  const recent = await idsAmongNewest(db, { terms, limit });
  const rare = recent.length < limit ? await idsByTrigrams(db, { terms, limit }) : [];
  const others = [...recent, ...rare].sort((one, other) => other - one);
  return describeFound(db, { ids: [...new Set([...beginning, ...others])].slice(0, limit) });
}

/** Folded by the function that folds what is searched, so that both are folded alike on every server. */
async function foldedTerms(db: Database, text: string): Promise<string[]> {
  const [row] = await db.execute<{ words: string }>(
    sql`select fold_words(${text.toWellFormed().replaceAll("\0", "").slice(0, 500)}) as words`,
  );
  const terms = (row?.words ?? "").split(/\s+/u).filter((term) => term !== "");
  return terms.slice(0, mostTerms).map((term) => term.slice(0, longestTerm));
}

function idsBeginning(db: Database, { term, limit }: { term: string; limit: number }): Promise<number[]> {
  const pattern = `${literally(term)}%`;
  return idsOf(
    db.execute(sql`
    select reader_id as id from reader_words where words like ${pattern} order by words using ~<~ limit ${limit}`),
  );
}

function idsAmongNewest(
  db: Database,
  { terms, limit }: { terms: readonly string[]; limit: number },
): Promise<number[]> {
  return idsOf(
    db.execute(sql`
    select id from (select reader_id as id, words from reader_words order by reader_id desc limit ${newest}) as recent
    where ${holdsAll(terms)} limit ${limit}`),
  );
}

/** In a transaction for the sake of one setting: with old statistics PostgreSQL would rather read the whole table. */
function idsByTrigrams(db: Database, { terms, limit }: { terms: readonly string[]; limit: number }): Promise<number[]> {
  if (terms.every((term) => [...term].length < 3)) return Promise.resolve([]);
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return idsOf(tx.execute(sql`select reader_id as id from reader_words where ${holdsAll(terms)} limit ${limit}`));
  });
}

function holdsAll(terms: readonly string[]) {
  return sql.join(
    terms.map((term) => sql`words like ${`%${literally(term)}%`}`),
    sql` and `,
  );
}

/** Without the meaning that some signs have in a pattern. */
function literally(term: string): string {
  return term.replaceAll(/[\\%_]/g, "\\$&");
}

async function idsOf(query: PromiseLike<readonly Record<string, unknown>[]>): Promise<number[]> {
  return (await query).map(({ id }) => Number(id));
}

async function describeFound(db: Database, { ids }: { ids: readonly number[] }): Promise<FoundReader[]> {
  if (ids.length === 0) return [];
  const rows = await db.execute<{ id: string; address: string; name: string | null }>(sql`
    select r.id, r.address, r.name from unnest(${sql.param([...ids])}::bigint[]) with ordinality as found(id, place)
    join reader r on r.id = found.id and r.erased_at is null order by found.place`);
  return rows.map(({ id, address, name }) => ({ id: Number(id), address, name }));
}
