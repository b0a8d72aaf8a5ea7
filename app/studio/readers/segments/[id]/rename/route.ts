import { nameSegment } from "../../../../../../engine/studio/segments.ts";
import { seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { idOf, segmentPath } from "../../../paths.ts";
import { textIn } from "../../../pressed.ts";

type Named = { params: Promise<{ id: string }> };

export async function POST(request: Request, { params }: Named): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const id = idOf((await params).id);
  const { context, author, form } = press;
  const saved = id === null ? null : await nameSegment(context, { author, id, name: textIn(form, "name") });
  if (id === null || saved?.kind === "unknown") return seeOther("/studio/readers");
  return seeOther(`${segmentPath(id)}?${saved?.kind === "saved" ? "said=renamed" : "fault=name"}`);
}
