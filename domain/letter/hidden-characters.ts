import type { Complaint } from "./tree.ts";

type Hidden = { pattern: RegExp; message: string };

/** What a reader cannot see, or sees otherwise than the author typed it. The joiners of emoji and of Persian may stay. */
const hidden: readonly Hidden[] = [
  {
    pattern: /[\u202A-\u202E\u2066-\u2069]/u,
    message:
      "has an invisible character that turns the direction of what follows: take it out, direction is kept for you.",
  },
  {
    pattern: /[\u200B\u2060-\u2064\u180E\uFEFF]/u,
    message: "has an invisible character of no width, which mail filters distrust: take it out.",
  },
  {
    pattern: /\p{Co}/u,
    message: "has a private-use character, which mail programs cannot show: take it out.",
  },
];

/** Text as it is kept: well-formed, one kind of line end, no control characters. Nothing that can be seen changes. */
export function normalizeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(/^\uFEFF/, "")
    .replaceAll(controls, "");
}

/** One line of text, such as a subject. */
export function normalizeLine(text: string): string {
  return normalizeText(text).replaceAll(/\s+/g, " ").trim();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: It is these that are taken out.
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** Says of each line that hides something what it is and where, each kind once a line. */
export function findHidden(text: string, field: Complaint["field"]): Complaint[] {
  return text
    .split("\n")
    .flatMap((words, index) =>
      hidden.flatMap(({ pattern, message }) => (pattern.test(words) ? [{ field, line: index + 1, message }] : [])),
    );
}
