import type { Answer } from "../../../../answer-page.ts";

export const noSuchNewsletter: Answer = {
  status: 404,
  title: "There is no such newsletter",
  words: "Nothing was changed.",
  forward: { href: "/studio/letters/newsletters", words: "To the newsletters" },
};
