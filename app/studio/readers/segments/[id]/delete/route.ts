import { removeSegment } from "../../../../../../engine/studio/segments.ts";
import { seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { idOf } from "../../../paths.ts";

type Named = { params: Promise<{ id: string }> };

/** A second press finds nothing, and ends on the same page. */
export async function POST(request: Request, { params }: Named): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const id = idOf((await params).id);
  const isGone = id !== null && (await removeSegment(press.context, { author: press.author, id }));
  return seeOther(`/studio/readers${isGone ? "?said=deleted" : ""}`);
}
