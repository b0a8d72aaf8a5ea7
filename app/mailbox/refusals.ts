import type { Answer } from "../answer-page.ts";

/** For everybody who may not see the mailbox it is as if there were none. */
export const notHere: Answer = {
  status: 404,
  title: "There is no such page",
  words: "The address may be mistyped.",
  forward: { href: "/", words: "Back to the home page" },
};

/** Where mail really leaves the machine, time cannot be made to pass. */
export function staysToday(message: string): Answer {
  return { status: 409, title: "It stays today", words: message };
}
