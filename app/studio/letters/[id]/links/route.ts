import { askLinks, checkIssue } from "../../../../../engine/letters/check-issue.ts";
import { keptTypesetter } from "../../../../../engine/letters/kept-typesetter.ts";
import { authorPress } from "../../../author.ts";
import { type Params, readId } from "../../issue-id.ts";

/** Asks the links of a letter whether they are there. A POST, because it speaks to other sites. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const id = readId((await params).id) ?? 0;
  const checked = await checkIssue(press.context, { id, typesetter: keptTypesetter() });
  if (checked === null) return Response.json({ error: "There is no such letter." }, { status: 404 });
  return Response.json({ links: await askLinks(checked) });
}
