import { withdraw } from "../../../../engine/studio/authors.ts";
import { seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";

/** Takes back a link that nobody has used. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const id = String(form.get("invitation") ?? "");
  if (/^\d{1,15}$/.test(id)) await withdraw(context, { author, invitationId: Number(id) });
  return seeOther("/studio/authors?said=withdrawn");
}
