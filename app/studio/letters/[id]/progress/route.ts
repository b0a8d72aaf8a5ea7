import { readProgress } from "../../../../../engine/letters/follow-progress.ts";
import { authorPress } from "../../../author.ts";
import { type Params, readId } from "../../issue-id.ts";
import { shownProgress } from "../send/parts/progress-words.ts";

/** How a letter comes on, for the page that shows it live. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const { context } = press;
  const progress = await readProgress(context, { issueId: readId((await params).id) ?? 0 });
  if (progress === null) return Response.json({ error: "There is no such letter." }, { status: 404 });
  const { calendarAt: now } = await context.clocks.read(context.db);
  return Response.json(shownProgress(progress, now), { headers: { "Cache-Control": "no-store" } });
}
