import { saveIssue } from "../../../../../engine/letters/write-issue.ts";
import { answerPage, seeOther } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { readFields, readNumber, wantsJson } from "../../fields.ts";
import { type Params, readId } from "../../issue-id.ts";
import { conflictPage } from "./conflict-page.ts";

/** Stores a text from the revision that it began from. A script is answered in JSON, a form with a page. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const id = readId((await params).id) ?? 0;
  const fields = readFields(form);
  const saved = await saveIssue(context, { id, revision: readNumber(form, "revision") ?? 0, fields, author });
  if (wantsJson(request)) return Response.json(saved, { status: statuses[saved.kind] });
  if (saved.kind === "saved") return seeOther(`/studio/letters/${id}/write?said=saved`);
  if (saved.kind === "conflict") return conflictPage({ id, mine: fields, theirs: saved.theirs });
  return answerPage({
    status: statuses[saved.kind],
    title: "This letter was not saved",
    words: saved.message,
    forward: { href: `/studio/letters/${id}/write`, words: "Back to the letter" },
  });
}

const statuses = { saved: 200, conflict: 409, closed: 409, wrong: 422 } as const;
