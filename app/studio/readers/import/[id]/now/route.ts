import { lookAtImport } from "../../../../../../engine/import/desk.ts";
import { authorPress } from "../../../../author.ts";
import { idIn } from "../../paths.ts";
import { gone, type ImportRoute } from "../../press.ts";
import { progressOf } from "../../progress-of.ts";

/** How far it is, for the page that shows it live. */
export async function GET(request: Request, { params }: ImportRoute): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const id = idIn((await params).id);
  const found = id === null ? null : await lookAtImport(press.context, { id });
  return found === null ? gone() : Response.json(progressOf(found.row), { headers: { "Cache-Control": "no-store" } });
}
