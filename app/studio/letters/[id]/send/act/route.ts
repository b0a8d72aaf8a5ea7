import { type Steering, steerAsAuthor, takeBack } from "../../../../../../engine/letters/act-as-author.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { noSuchLetter, notDone } from "../../../answers.ts";
import { type Params, readId } from "../../../issue-id.ts";

const hows: readonly Steering[] = ["pause", "resume", "cancel"];

/** Pauses, resumes or cancels a letter on its way, or takes a scheduled one back. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const issueId = readId((await params).id) ?? 0;
  const path = `/studio/letters/${issueId}/send`;
  if (form.get("how") === "take back") {
    const isDraft = await takeBack(context, { issueId, author });
    return isDraft ? seeOther(`${path}?said=back`) : answerPage(notDone("It has begun to go out already.", issueId));
  }
  const how = hows.find((one) => one === form.get("how"));
  if (how === undefined) return answerPage(notDone("That was no button of this page.", issueId));
  const steered = await steerAsAuthor(context, { issueId, how, author });
  if (steered.kind === "unknown") return answerPage(noSuchLetter);
  if (steered.kind === "not now") return answerPage(notDone("The letter is in another state by now.", issueId));
  return seeOther(`${path}?said=${how}`);
}
