import { lockReader } from "../../db/readers.ts";
import { listTags } from "../../db/studio/readers.ts";
import { addTag, removeTag, tagMatching, untagMatching } from "../../db/studio/tags.ts";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import type { Context } from "../context.ts";
import { recordAct } from "./audit.ts";

type Author = { id: string; name: string };

/** So many readers are tagged by one press at most: a transaction that takes a second or two and not a minute. */
const mostTaggedAtOnce = 100_000;

/** A site has some tags, not one for each reader: they are shown as a list to choose from. */
const mostTags = 200;

export type Tagged =
  /** `isAll`: nobody is left that the press was meant for. */
  { kind: "tagged"; count: number; isAll: boolean } | { kind: "invalid"; message: string };

/** Puts a word on everybody whom a filter picks, or takes it from them; a second press goes on where the bound was met. */
export async function tagFiltered(
  context: Context,
  input: { author: Author; filter: ReaderFilter; tag: string; how: "put" | "take" },
): Promise<Tagged> {
  const { author, filter, tag, how } = input;
  return context.db.transaction(async (tx): Promise<Tagged> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const known = await listTags(tx);
    if (how === "put" && !known.includes(tag) && known.length >= mostTags) return tooMany;
    const asked = { filter, tag, now, limit: mostTaggedAtOnce };
    const count = await (how === "put" ? tagMatching(tx, asked) : untagMatching(tx, asked));
    const act = how === "put" ? "readers tagged" : "readers untagged";
    if (count > 0) await recordAct(tx, { author, act, now, facts: { what: tag, readers: count } });
    return { kind: "tagged", count, isAll: count < mostTaggedAtOnce };
  });
}

/** Puts a word on one reader, or takes it. */
export async function tagReader(
  context: Context,
  input: { author: Author; readerId: number; tag: string; how: "put" | "take" },
): Promise<Tagged | { kind: "unknown" }> {
  const { author, readerId, tag, how } = input;
  return context.db.transaction(async (tx): Promise<Tagged | { kind: "unknown" }> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    if (!(await lockReader(tx, { id: readerId }))) return { kind: "unknown" };
    const known = await listTags(tx);
    if (how === "put" && !known.includes(tag) && known.length >= mostTags) return tooMany;
    const changed = await (how === "put" ? addTag(tx, { tag, now, readerId }) : removeTag(tx, { tag, readerId }));
    const act = how === "put" ? "reader tagged" : "reader untagged";
    if (changed) await recordAct(tx, { author, act, now, readerId, facts: { what: tag } });
    return { kind: "tagged", count: changed ? 1 : 0, isAll: true };
  });
}

const tooMany: Tagged = {
  kind: "invalid",
  message: `There are ${mostTags} tags already. Take one that nobody needs any more from its readers first.`,
};
