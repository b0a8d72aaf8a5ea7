import { readFileSync } from "node:fs";
import { prepare } from "../../domain/fill.ts";
import type { Compiled } from "../../domain/version.ts";
import { describeMessage, fillingFor, makeReaders } from "./readers.ts";
import { serveRounds } from "./side.ts";

const fillsPerRound = 4_000;

/** As the worker does it: a version that was read as JSON, prepared once, and for each reader its tokens and one fill. */
const compiled: Compiled = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const { named } = compiled.forms;
if (!named) throw new Error("The lesson has no variant for readers with a name.");
const filler = prepare(named);
const readers = makeReaders(fillsPerRound);

function round(): number {
  let characters = 0;
  const begin = performance.now();
  for (const reader of readers) {
    const { html, text } = filler.fill(fillingFor(reader, compiled.links));
    characters += html.length + text.length;
  }
  const micros = ((performance.now() - begin) * 1000) / readers.length;
  // Counted so that nothing can be left undone.
  if (characters === 0) throw new Error("Nothing was filled.");
  return micros;
}

const [first] = readers;
if (!first) throw new Error("There are no readers.");
serveRounds(describeMessage(filler.fill(fillingFor(first, compiled.links))), round);
