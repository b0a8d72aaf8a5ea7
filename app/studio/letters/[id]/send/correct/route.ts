import { correctAsAuthor } from "../../../../../../engine/letters/act-as-author.ts";
import { keptTypesetter } from "../../../../../../engine/letters/kept-typesetter.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { noSuchLetter, notDone } from "../../../answers.ts";
import { type Params, readId } from "../../../issue-id.ts";

/** Sends the text as it is now to everybody whose letter has not begun to go out. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author } = press;
  const issueId = readId((await params).id) ?? 0;
  const corrected = await correctAsAuthor(context, { issueId, author, typesetter: keptTypesetter() });
  const path = `/studio/letters/${issueId}`;
  switch (corrected.kind) {
    case "unknown":
      return answerPage(noSuchLetter);
    case "complaints":
      return seeOther(`${path}/check?said=mend`);
    case "not now":
      return answerPage(notDone("The letter has gone out to everybody already.", issueId));
    case "already":
      return seeOther(`${path}/send?said=same`);
    case "done":
      return seeOther(`${path}/send?said=corrected`);
  }
}
