import type { Answer } from "../answer-page.ts";

/** For everybody who may not see the mailbox it is as if there were none. */
export const notHere: Answer = {
  status: 404,
  title: "There is no such page",
  words: "The address may be mistyped.",
  forward: { href: "/", words: "To the first page" },
};

export const pressedElsewhere: Answer = {
  status: 403,
  title: "That button was on another site",
  words: "Nothing was changed. Open the mailbox and press the button there.",
  forward: { href: "/mailbox", words: "To the mailbox" },
};
