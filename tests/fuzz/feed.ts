import { Draw } from "./draw.ts";
import { type Parser, parsers } from "./parsers.ts";

/** A finding can be had again by its parser and its seed. */
export type Found = { parser: string; seed: number; what: string };
export type Fed = { parser: string; inputs: number; slowestMs: number };

/**
 * Feeds `inputs` in all to the parsers, in equal shares. Each input has a seed of its own, so that one which finds
 * something can be fed alone: `npm run fuzz -- --parser address --only 4711`.
 */
export async function feedParsers(input: {
  inputs: number;
  seed: number;
  /** Ends it early, with what was fed by then. */
  signal?: AbortSignal;
}): Promise<{ fed: Fed[]; found: Found[] }> {
  const share = Math.ceil(input.inputs / parsers.length);
  const fed: Fed[] = [];
  const found: Found[] = [];
  for (const parser of parsers) {
    let slowestMs = 0;
    let inputs = 0;
    for (; inputs < share && !input.signal?.aborted; inputs += 1) {
      const seed = input.seed * 1_000_003 + inputs;
      const startedMs = performance.now();
      const what = await feedOne(parser, seed);
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      if (what !== null) found.push({ parser: parser.name, seed, what });
    }
    fed.push({ parser: parser.name, inputs, slowestMs: Math.round(slowestMs) });
  }
  return { fed, found };
}

/** What went wrong with this one input, or null. */
export async function feedOne(parser: Parser, seed: number): Promise<string | null> {
  try {
    await parser.feed(new Draw(seed));
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message.slice(0, 300)}` : "something was thrown";
  }
}
