import {
  addSegment,
  deleteSegment,
  listLettersTo,
  readSegment,
  renameSegment,
  type Segment,
} from "../../db/studio/segments.ts";
import { normaliseName } from "../../domain/names.ts";
import { type ReaderFilter, readerFilterSchema } from "../../domain/reader-filter.ts";
import type { Context } from "../context.ts";
import { recordAct } from "./audit.ts";

type Author = { id: string; name: string };

/** `taken`: another segment has this name. `nameless`: it is no name. */
export type Saved = { kind: "saved"; id: number } | { kind: "taken" | "nameless" | "unknown" };

/** Keeps a filter under a name. What it picks is asked anew each time. */
export async function saveSegment(
  context: Context,
  input: { author: Author; name: string; filter: ReaderFilter },
): Promise<Saved> {
  const name = readName(input.name);
  if (name === null) return { kind: "nameless" };
  const filter = readerFilterSchema.parse(input.filter);
  return context.db.transaction(async (tx): Promise<Saved> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const id = await addSegment(tx, { name, filter, now });
    if (id === null) return { kind: "taken" };
    await recordAct(tx, { author: input.author, act: "segment saved", now, facts: { what: name } });
    return { kind: "saved", id };
  });
}

export async function nameSegment(
  context: Context,
  input: { author: Author; id: number; name: string },
): Promise<Saved> {
  const name = readName(input.name);
  if (name === null) return { kind: "nameless" };
  return context.db.transaction(async (tx): Promise<Saved> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const before = await readSegment(tx, input);
    if (before === null) return { kind: "unknown" };
    if (!(await renameSegment(tx, { id: input.id, name, now }))) return { kind: "taken" };
    const facts = { what: name, former: before.name };
    await recordAct(tx, { author: input.author, act: "segment renamed", now, facts });
    return { kind: "saved", id: input.id };
  });
}

/** Forgets the name. Letters that were given this filter keep it, for it is copied into them. */
export async function removeSegment(context: Context, input: { author: Author; id: number }): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const before = await readSegment(tx, input);
    if (before === null) return false;
    await deleteSegment(tx, input);
    await recordAct(tx, { author: input.author, act: "segment deleted", now, facts: { what: before.name } });
    return true;
  });
}

/** A segment with the letters that are to go to just these readers and have not gone yet. */
export async function readSegmentUse(
  context: Context,
  input: { id: number },
): Promise<{ segment: Segment; letters: readonly string[] } | null> {
  const segment = await readSegment(context.db, input);
  return segment && { segment, letters: await listLettersTo(context.db, { filter: segment.filter }) };
}

function readName(typed: string): string | null {
  const read = normaliseName(typed);
  return read.kind === "ok" ? read.name : null;
}
