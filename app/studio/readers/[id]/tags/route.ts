import { tagReader } from "../../../../../engine/studio/tagging.ts";
import { seeOther } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { tagOf } from "../../filter-query.ts";
import { idOf, readerPath } from "../../paths.ts";
import { textIn } from "../../pressed.ts";

/** Puts a tag on one reader, or takes it off. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const readerId = idOf((await params).id);
  if (readerId === null) return seeOther("/studio/readers");
  const tag = tagOf(textIn(form, "tag"));
  const how = textIn(form, "how") === "take" ? "take" : "put";
  const done = tag === null ? null : await tagReader(context, { author, readerId, tag, how });
  if (done?.kind === "unknown") return seeOther("/studio/readers");
  const said = done?.kind === "tagged" ? `said=${how === "put" ? "tagged" : "untagged"}` : "fault=tag";
  return seeOther(`${readerPath(readerId)}?${said}`);
}
