import { inviteAuthor } from "../../../../engine/studio/invitations.ts";
import { seeOther } from "../../../answer-page.ts";
import { keepForm } from "../../../components/signup/kept-form.ts";
import { authorPress } from "../../author.ts";

/** Makes a one-time link, and shows it once. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const role = form.get("role") === "owner" ? "owner" : "viewer";
  const invitation = await inviteAuthor(context, { author, role });
  const response = seeOther("/studio/authors?said=invited");
  const isSecure = context.settings.siteUrl.startsWith("https:");
  response.headers.append(
    "set-cookie",
    keepForm({ kept: { typed: { invitation }, errors: {}, suggestion: null }, isSecure }),
  );
  return response;
}
