import type { Part } from "../../domain/version.ts";

/**
 * While a template is rendered for publishing, two private-use characters stand where a reader's value will go: what
 * kind of place it is, and a number that `Sentinels` knows the name of. They need no escaping in html, are neither
 * white space nor word breaks, and occur in nothing that an author writes (`compile` refuses text that has them).
 * A choice is rendered with all its fragments: choice, option, fragment, option, fragment, …, end.
 */
const marks = { slot: 0xe000, link: 0xe001, choice: 0xe002, option: 0xe003, end: 0xe004 } as const;
const firstNumber = 0xe100;
const lastNumber = 0xf8ff;

export const sentinelPattern = /[\uE000-\uE004][\uE100-\uF8FF]/g;

export type Mark = keyof typeof marks;
export type Token = { literal: string } | { mark: Mark; name: string };

/** The sentinels of one message. */
export type Sentinels = {
  write(mark: Mark, name: string): string;
  /** Cuts rendered output at its sentinels. */
  read(output: string): Token[];
};

export function createSentinels(): Sentinels {
  const names: string[] = [];
  return {
    write(mark, name) {
      const known = names.indexOf(name);
      const number = firstNumber + (known === -1 ? names.push(name) - 1 : known);
      if (number > lastNumber) throw new Error("One message has more slots, links and options than can be numbered.");
      return String.fromCharCode(marks[mark], number);
    },
    read(output) {
      const tokens: Token[] = [];
      let end = 0;
      for (const { 0: sentinel, index } of output.matchAll(sentinelPattern)) {
        if (index > end) tokens.push({ literal: output.slice(end, index) });
        tokens.push(readOne(sentinel, names));
        end = index + sentinel.length;
      }
      if (end < output.length) tokens.push({ literal: output.slice(end) });
      return tokens;
    },
  };
}

function readOne(sentinel: string, names: readonly string[]): Token {
  const mark = (Object.keys(marks) as Mark[]).find((each) => marks[each] === sentinel.charCodeAt(0));
  const name = names[sentinel.charCodeAt(1) - firstNumber];
  if (mark === undefined || name === undefined) throw new Error("A sentinel was read that was never written.");
  return { mark, name };
}

/** Turns tokens into the parts of a compiled form. Throws when the fragments of a choice were torn apart or nested. */
export function toParts(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let choice: { name: string; options: Record<string, Part[]> } | null = null;
  let into = parts;
  for (const token of tokens) {
    if ("literal" in token) into.push(token.literal);
    else if (token.mark === "slot") into.push({ slot: token.name });
    else if (token.mark === "link") into.push({ link: Number(token.name) });
    else if (token.mark === "choice") {
      if (choice) throw new Error(`The choice ${token.name} stands inside a fragment of ${choice.name}.`);
      choice = { name: token.name, options: {} };
    } else if (!choice) throw new Error("A fragment stands outside its choice.");
    else if (token.mark === "option") {
      into = [];
      choice.options[token.name] = into;
    } else {
      parts.push({ choice: choice.name, options: choice.options });
      choice = null;
      into = parts;
    }
  }
  if (choice) throw new Error(`The choice ${choice.name} does not end.`);
  return parts;
}
