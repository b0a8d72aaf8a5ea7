import { startIssue } from "../../../../engine/letters/write-issue.ts";
import { answerPage, seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";
import { readNumber } from "../fields.ts";

/** Begins a letter, empty or from the last one, and leads to where it is written. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const newsletterId = readNumber(form, "newsletter") ?? 0;
  const from = form.get("from") === "last" ? "last" : "empty";
  const started = await startIssue(context, { newsletterId, from, author });
  if (started.kind === "unknown") return answerPage(noNewsletter);
  return seeOther(`/studio/letters/${started.id}/write`);
}

const noNewsletter = {
  status: 404,
  title: "There is no such newsletter",
  words: "It may have been retired meanwhile. Nothing was begun.",
  forward: { href: "/studio/letters", words: "To the letters" },
};
