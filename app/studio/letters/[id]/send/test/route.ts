import { normaliseName } from "../../../../../../domain/names.ts";
import { testAsAuthor } from "../../../../../../engine/letters/act-as-author.ts";
import { keptTypesetter } from "../../../../../../engine/letters/kept-typesetter.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { noSuchLetter, notDone } from "../../../answers.ts";
import { type Params, readId } from "../../../issue-id.ts";

/** Sends the letter as it is stored to whoever presses, and says honestly what the provider answered. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const id = readId((await params).id) ?? 0;
  const typed = normaliseName(String(form.get("name") ?? ""));
  const sent = await testAsAuthor(context, {
    issueId: id,
    author,
    name: typed.kind === "ok" ? typed.name : null,
    subject: form.get("arm") === "b" ? "b" : "a",
    typesetter: keptTypesetter(),
  });
  switch (sent.kind) {
    case "unknown":
      return answerPage(noSuchLetter);
    case "complaints":
      return seeOther(`/studio/letters/${id}/check?said=mend`);
    case "wrong":
      return answerPage(notDone(sent.message, id));
    case "sent":
      return sent.outcome.kind === "accepted"
        ? seeOther(`/studio/letters/${id}/send?said=tested`)
        : answerPage(notDone("The provider did not take the test. The log of the site has its answer.", id));
  }
}
