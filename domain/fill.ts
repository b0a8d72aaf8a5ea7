import type { CompiledForm, Part } from "./version.ts";

/**
 * What one delivery puts into a form: a value for each slot, an option for each choice, and where each numbered link
 * leads (its tracked or its original URL).
 */
export type Filling = {
  values: Readonly<Record<string, string>>;
  choices: Readonly<Record<string, string>>;
  linkUrl: (number: number) => string;
};

export type Filled = { subject: string; preheader: string; html: string; text: string };

/**
 * The same, html and text still in pieces: joined they are the message. What stands in the template is the very same
 * string in every message, so that whoever encodes many of them need encode it only once.
 */
export type FilledPieces = Omit<Filled, "html" | "text"> & { html: readonly string[]; text: readonly string[] };

/** A form made ready for many readers. It keeps nothing of a reader between two calls. */
export type Filler = {
  fill(filling: Filling): Filled;
  fillInPieces(filling: Filling): FilledPieces;
  fillWeb(filling: Filling): string;
};

/**
 * Cuts a form once, so that filling it is a copy, a few assignments and one join: that is what makes sending cheap
 * (`npm run bench` has the figures). In html and web, values and URLs are escaped exactly as React escapes text; in
 * subject, preheader and text they stand as they are. What a value contains is never looked at again, so no value can
 * pretend to be a slot.
 *
 * Filling throws when a value is missing or an option was not compiled, naming the slot or choice and never a value: a
 * message with a hole in it must not leave.
 */
export function prepare(form: CompiledForm): Filler {
  const subject = cut(form.subject, asIs);
  const preheader = cut(form.preheader, asIs);
  const html = cut(form.html, escapeHtml);
  const text = cut(form.text, asIs);
  const web = cut(form.web, escapeHtml);
  const fillInPieces = (filling: Filling): FilledPieces => ({
    subject: join(subject, filling),
    preheader: join(preheader, filling),
    html: assemble(html, filling),
    text: assemble(text, filling),
  });
  return {
    fillInPieces,
    fill(filling) {
      const filled = fillInPieces(filling);
      return { ...filled, html: filled.html.join(""), text: filled.text.join("") };
    },
    fillWeb: (filling) => join(web, filling),
  };
}

/** One output in order: its literal pieces, an empty place for each hole, and what goes into the holes. */
type Cut = { pieces: readonly string[]; holes: readonly Hole[] };

/** A slot or link that stands in several places is read and escaped once. */
type Hole = { places: number[]; write: Write };

type Write = (filling: Filling) => string;
type Encode = (value: string) => string;

function cut(parts: readonly Part[], encode: Encode): Cut {
  const pieces: string[] = [];
  const holes = new Map<string, Hole>();
  for (const part of parts) {
    if (typeof part === "string") {
      pieces.push(part);
      continue;
    }
    const place = pieces.push("") - 1;
    const name = "slot" in part ? `slot ${part.slot}` : "link" in part ? `link ${part.link}` : `choice at ${place}`;
    const hole = holes.get(name);
    if (hole) hole.places.push(place);
    else holes.set(name, { places: [place], write: writer(part, encode) });
  }
  return { pieces: holes.size === 0 ? [pieces.join("")] : pieces, holes: [...holes.values()] };
}

function writer(part: Exclude<Part, string>, encode: Encode): Write {
  if ("slot" in part) {
    const { slot } = part;
    return ({ values }) => {
      const value = values[slot];
      if (typeof value !== "string") throw new Error(`The slot ${slot} has no value.`);
      return encode(value);
    };
  }
  if ("link" in part) return ({ linkUrl }) => encode(linkUrl(part.link));
  return optionWriter(part.choice, part.options, encode);
}

function optionWriter(choice: string, options: Readonly<Record<string, readonly Part[]>>, encode: Encode): Write {
  // A map, because an option named "constructor" must be as unknown as any other that was not compiled.
  const cuts = new Map(Object.entries(options).map(([option, parts]) => [option, cut(parts, encode)]));
  return (filling) => {
    const option = filling.choices[choice];
    if (typeof option !== "string") throw new Error(`The choice ${choice} has no option.`);
    const chosen = cuts.get(option);
    if (!chosen) throw new Error(`The choice ${choice} was not compiled with the option ${JSON.stringify(option)}.`);
    return join(chosen, filling);
  };
}

function assemble({ pieces, holes }: Cut, filling: Filling): readonly string[] {
  if (holes.length === 0) return pieces;
  const filled = pieces.slice();
  for (const { places, write } of holes) {
    const written = write(filling);
    for (const place of places) filled[place] = written;
  }
  return filled;
}

function join(cut: Cut, filling: Filling): string {
  if (cut.holes.length === 0) return cut.pieces[0] as string; // Without a hole, `cut` leaves exactly one piece.
  return assemble(cut, filling).join("");
}

function asIs(value: string): string {
  return value;
}

const inNeedOfEscaping = /["&'<>]/;
const escaped: Readonly<Record<string, string>> = {
  '"': "&quot;",
  "&": "&amp;",
  "'": "&#x27;",
  "<": "&lt;",
  ">": "&gt;",
};

/** Escapes as React's `escapeTextForBrowser` does, in text and attributes alike. Most values need none of it. */
function escapeHtml(value: string): string {
  if (!inNeedOfEscaping.test(value)) return value;
  return value.replace(/["&'<>]/g, (character) => escaped[character] ?? character);
}
