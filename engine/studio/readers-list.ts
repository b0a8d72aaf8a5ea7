import type { Database } from "../../db/connect.ts";
import { type Counted, countAtOnce, countMatching, listMatching } from "../../db/reader-filter.ts";
import { describeReaders, type ListedReader } from "../../db/studio/readers.ts";
import { searchReaders } from "../../db/studio/search.ts";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Context } from "../context.ts";

const pageLength = 50;

export type ReadersPage = {
  readers: readonly ListedReader[];
  /** What an older page begins before; null on the last one. */
  olderThan: number | null;
  counted: Counted | null;
  now: Date;
};

/** One page of the readers that a filter picks, the newest first. `isExact` counts them all, however long that takes. */
export async function readReadersPage(
  context: Context,
  input: { filter: ReaderFilter; beforeId: number | null; isExact: boolean },
): Promise<ReadersPage> {
  const { db } = context;
  const { calendarAt: now } = await context.clocks.read(db);
  const asked = { filter: input.filter, now };
  // Side by side, because counting may take as long as it is allowed to, and nobody should wait for both.
  const [ids, total] = await Promise.all([
    listMatching(db, { ...asked, beforeId: input.beforeId, limit: pageLength + 1 }),
    input.isExact ? countExactly(db, asked) : countAtOnce(db, asked),
  ]);
  const shown = ids.slice(0, pageLength);
  // A first page that is not full has counted them already.
  const isAll = input.beforeId === null && ids.length <= pageLength;
  return {
    readers: await describeReaders(db, { ids: shown }),
    olderThan: ids.length > pageLength ? (shown.at(-1) ?? null) : null,
    counted: isAll ? { kind: "exactly", count: ids.length } : total,
    now,
  };
}

async function countExactly(db: Database, asked: { filter: ReaderFilter; now: Date }): Promise<Counted> {
  return { kind: "exactly", count: await countMatching(db, asked) };
}

/** The readers whose address or name holds these words, as the list shows them. */
export async function findReaders(context: Context, input: { text: string }): Promise<ReadersPage> {
  const { db } = context;
  const { calendarAt: now } = await context.clocks.read(db);
  const found = await searchReaders(db, { text: input.text, limit: pageLength });
  const readers = await describeReaders(db, { ids: found.map(({ id }) => id) });
  const kind = found.length < pageLength ? "exactly" : "more";
  return { readers, olderThan: null, counted: { kind, count: found.length }, now };
}
