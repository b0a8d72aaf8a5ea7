import { previewIssue } from "../../../../../engine/letters/draw-issue.ts";
import { keptTypesetter } from "../../../../../engine/letters/kept-typesetter.ts";
import { authorPress } from "../../../author.ts";
import { readFields } from "../../fields.ts";
import { type Params, readId } from "../../issue-id.ts";

/** Draws words that need not be saved yet, for a reader of the name that is asked for. It changes nothing. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const { context, form } = press;
  const name = form.get("name");
  const drawn = await previewIssue(context, {
    id: readId((await params).id) ?? 0,
    typesetter: keptTypesetter(),
    fields: readFields(form),
    name: typeof name === "string" ? name : "",
  });
  return drawn === null ? Response.json({ error: "There is no such letter." }, { status: 404 }) : Response.json(drawn);
}
