import type { MoveFacts } from "../../emails/parts/props.ts";

const numbers =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty|first|second|third|fourth|fifth|half|once|twice)\b|\d+/g;

/** The sentences of a line. A closing quotation mark or bracket belongs to the sentence before it. */
export function sentencesOf(line: string): string[] {
  return line.split(/(?<=[.!?:][”’)]?)\s+/).filter((sentence) => sentence !== "");
}

/** A sentence with numbers, move names, case and punctuation stripped: two that differ only in those are the same. */
export function bareSentence(sentence: string, moveNames: readonly string[]): string {
  const unnamed = moveNames.reduce((text, name) => text.replaceAll(name.toLowerCase(), ""), sentence.toLowerCase());
  return unnamed
    .replaceAll(numbers, "")
    .replaceAll(/[^\p{L}\s]/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Everything that a move says, apart from its name. */
export function wordsOfMove({ aim, cues, easier, harder, mistake, stride, stopWhen }: MoveFacts): string[] {
  return [aim, ...cues, easier, harder, mistake, stride.how, stopWhen];
}
