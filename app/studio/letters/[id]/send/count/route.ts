import { authorPress } from "../../../../author.ts";
import { openIssue, type Params, readId } from "../../../issue-id.ts";
import { countChosen } from "../count-chosen.ts";

/** How many readers a choice comes to, for the page on which it is being made. It changes nothing. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const { context } = press;
  const opened = await openIssue(context, readId((await params).id));
  const to = (new URL(request.url).searchParams.get("to") ?? "").slice(0, 100);
  const readers = opened && (await countChosen(context, { newsletterId: opened.newsletter.id, to }));
  if (readers === null) return Response.json({ error: "There is no such choice." }, { status: 404 });
  return Response.json({ readers }, { headers: { "Cache-Control": "no-store" } });
}
