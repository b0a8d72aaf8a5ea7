import { type ParserPlugin, parse } from "@babel/parser";
import type { Node } from "@babel/types";
import { inspectionsOf } from "./inspections.ts";

/**
 * Rewrites a template's source so that every expression which looks into a value passes through `watched` first.
 * Probing (verify.ts) finds a template that inspects a slot when some probe makes it take another path; it cannot guess
 * that one treats "Bartholomew" alone differently. Watching finds the inspecting itself, and knows its line. A branded
 * type would do so only for authors who run the type checker, and not beyond the first `${name}`.
 */
export function watchSource(code: string, input: { file: string; runtime: string }): string {
  const plugins: ParserPlugin[] = input.file.endsWith("x") ? ["typescript", "jsx"] : ["typescript"];
  const openings: Insert[] = [];
  const closings: Insert[] = [];
  visit(parse(code, { sourceType: "module", plugins }).program, (node) => {
    for (const { looked, how } of inspectionsOf(node)) {
      const at = `${input.file}:${looked.loc?.start.line ?? 0}`;
      openings.push({ index: looked.start ?? 0, text: "watched((" });
      // Where two expressions end at the same place, the inner one, which is visited later, must be closed first.
      closings.unshift({ index: looked.end ?? 0, text: `), ${JSON.stringify(how)}, ${JSON.stringify(at)})` });
    }
  });
  return `import { watched } from ${JSON.stringify(input.runtime)};${insertAll(code, [...closings, ...openings])}`;
}

type Insert = { index: number; text: string };

function insertAll(code: string, inserts: Insert[]): string {
  const sorted = inserts.toSorted((one, other) => one.index - other.index);
  const pieces = sorted.map(({ index, text }, place) => code.slice(sorted[place - 1]?.index ?? 0, index) + text);
  return pieces.join("") + code.slice(sorted.at(-1)?.index ?? 0);
}

/** Parents before their children, in the order of the source. */
function visit(node: Node, see: (node: Node) => void): void {
  if (isOfTypesOnly(node)) return;
  see(node);
  for (const [key, value] of Object.entries(node)) {
    // `new (watched(a).B)()` would make something else of a constructor.
    if (key.endsWith("Comments") || (node.type === "NewExpression" && key === "callee")) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function isOfTypesOnly(node: Node): boolean {
  const expressions = ["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSInstantiationExpression"];
  return node.type.startsWith("TS") && !expressions.includes(node.type);
}
