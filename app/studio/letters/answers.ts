import type { Answer } from "../../answer-page.ts";

const toLetters = { href: "/studio/letters", words: "To the letters" };

export const noSuchLetter: Answer = {
  status: 404,
  title: "There is no such draft",
  words: "It may have been sent or deleted meanwhile. Nothing was changed.",
  forward: toLetters,
};

/** What kept a letter from being changed as was asked. The words are ours. */
export function notDone(words: string, id: number): Answer {
  return {
    status: 409,
    title: "That was not done",
    words,
    forward: { href: `/studio/letters/${id}/send`, words: "Back to the letter" },
  };
}
