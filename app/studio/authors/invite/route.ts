import { inviteAuthor } from "../../../../engine/studio/invitations.ts";
import { authorPress } from "../../author.ts";
import { seeKept } from "../../kept-answer.ts";

/** Makes a one-time link, and shows it once. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const role = form.get("role") === "owner" ? "owner" : "viewer";
  const invitation = await inviteAuthor(context, { author, role });
  return seeKept(context, "/studio/authors?said=invited", { typed: { invitation } });
}
