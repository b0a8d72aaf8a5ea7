/** The html of every element with this `data-part`, in document order. */
export function partsNamed(html: string, name: string): string[] {
  return spansOf(html, name).map(({ from, to }) => html.slice(from, to));
}

/** The html with every element of these parts cut out. */
export function withoutParts(html: string, names: readonly string[]): string {
  const spans = names.flatMap((name) => spansOf(html, name)).sort((one, other) => other.from - one.from);
  return spans.reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), html);
}

/** Headings, paragraphs and list items as plain text, one line each. */
export function linesOf(html: string): string[] {
  const text = html.replaceAll(/<\/(?:p|h[1-6]|li|dt|dd)>/g, "\n").replaceAll(/<[^>]+>/g, "");
  return decode(text)
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
}

export function wordsIn(html: string): number {
  return linesOf(html).join(" ").split(" ").length;
}

type Span = { from: number; to: number };

/** Where the elements of this part begin and end. An element ends where as many of its tag have closed as opened. */
function spansOf(html: string, name: string): Span[] {
  const openings = html.matchAll(new RegExp(`<([a-z0-9]+)[^>]*\\sdata-part="${name}"[^>]*>`, "g"));
  return [...openings].map((opening) => ({ from: opening.index, to: endOf(html, opening.index, opening[1] ?? "") }));
}

function endOf(html: string, from: number, tag: string): number {
  let depth = 0;
  for (const found of html.slice(from).matchAll(new RegExp(`</?${tag}[\\s>]`, "g"))) {
    depth += found[0].startsWith("</") ? -1 : 1;
    if (depth === 0) return from + found.index + found[0].length;
  }
  throw new Error(`The element <${tag}> at ${from} never ends.`);
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
  "&amp;": "&",
};

function decode(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => entities[entity] ?? entity);
}
