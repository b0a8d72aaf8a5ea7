import { removeAuthor } from "../../../../engine/studio/authors.ts";
import { seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";
import { authorsPath } from "../said.ts";

/** Takes an account away. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  return seeOther(authorsPath(await removeAuthor(context, { author, id: String(form.get("id") ?? "") }), "removed"));
}
