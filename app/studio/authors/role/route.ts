import { changeRole } from "../../../../engine/studio/authors.ts";
import { seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";
import { authorsPath } from "../said.ts";

/** Makes a viewer an owner, or the other way about. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const role = form.get("role") === "owner" ? "owner" : "viewer";
  return seeOther(authorsPath(await changeRole(context, { author, id: String(form.get("id") ?? ""), role }), "role"));
}
