const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  zwnj: "\u200c",
};

/** What a preheader is padded with so that no body text follows it: six or more characters that show nothing. */
const padding = /(?:[\p{Default_Ignorable_Code_Point}\u00a0\u2007]\s*){6}/u;

/**
 * The line that an inbox shows beside the subject, found as a mail client finds it: the first text of the body, hidden
 * or not. When the preheader is padded the line ends with it.
 */
export function snippetOf(html: string): string {
  const text = html
    .slice(0, 20_000)
    .replace(/<!--[\s\S]*?-->|<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, " ")
    .replace(/<[^>]*>?/g, " ")
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, entity: string) => decoded(entity) ?? whole);
  const [preheader = ""] = text.trimStart().split(padding);
  return preheader.replace(/\s+/g, " ").trim().slice(0, 200);
}

function decoded(entity: string): string | undefined {
  if (!entity.startsWith("#")) return named[entity.toLowerCase()];
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
