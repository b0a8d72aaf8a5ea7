import { discardIssue } from "../../../../../engine/letters/write-issue.ts";
import { answerPage, seeOther } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { type Params, readId } from "../../issue-id.ts";

/** Deletes a draft. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author } = press;
  const isGone = await discardIssue(context, { id: readId((await params).id) ?? 0, author });
  return isGone ? seeOther("/studio/letters?said=deleted") : answerPage(notDeleted);
}

const notDeleted = {
  status: 409,
  title: "This letter was not deleted",
  words: "Only a draft can be deleted. What was scheduled is cancelled first, and what was sent stays.",
  forward: { href: "/studio/letters", words: "To the letters" },
};
