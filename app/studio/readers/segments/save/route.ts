import { saveSegment } from "../../../../../engine/studio/segments.ts";
import { seeOther } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { type FilterField, readWhole, writeFilter } from "../../filter-query.ts";
import { listPath } from "../../paths.ts";
import { textIn } from "../../pressed.ts";

/** Keeps a filter under a name. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const filter = readWhole({ value: (field: FilterField) => textIn(form, field) });
  if (filter === null) return seeOther("/studio/readers?fault=everybody");
  const fields = writeFilter(filter);
  const saved = await saveSegment(context, { author, name: textIn(form, "name"), filter });
  if (saved.kind === "saved") {
    fields.set("segment", String(saved.id));
    fields.set("said", "saved");
  } else fields.set("fault", saved.kind === "taken" ? "taken" : "name");
  return seeOther(listPath(fields));
}
