import type { FoundReader } from "../../../db/studio/search.ts";

/** What the box finds while one types: the first few, and how many more there are, counted up to a bound. */
export type Found = { readers: readonly FoundReader[]; more: number; upTo: number };
