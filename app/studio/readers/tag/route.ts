import { tagFiltered } from "../../../../engine/studio/tagging.ts";
import { seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";
import { type FilterField, readWhole, tagOf, writeFilter } from "../filter-query.ts";
import { listPath } from "../paths.ts";
import { textIn } from "../pressed.ts";

/** Puts a tag on everybody whom a filter picks, or takes it from them. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const filter = readWhole({ value: (field: FilterField) => textIn(form, field) });
  const fields = writeFilter(filter ?? {});
  // Everybody at once is more often a slip than a wish.
  if (filter === null || fields.size === 0) return seeOther(listPath(noting(fields, "fault", "everybody")));
  const tag = tagOf(textIn(form, "put"));
  if (tag === null) return seeOther(listPath(noting(fields, "fault", "tag")));
  const how = textIn(form, "how") === "take" ? "take" : "put";
  const done = await tagFiltered(context, { author, filter, tag, how });
  if (done.kind === "invalid") return seeOther(listPath(noting(fields, "fault", "too-many")));
  const said = done.count === 0 ? "tagged-none" : done.isAll ? (how === "put" ? "tagged" : "untagged") : "tagged-some";
  return seeOther(listPath(noting(fields, "said", said)));
}

function noting(fields: URLSearchParams, name: string, value: string): URLSearchParams {
  fields.set(name, value);
  return fields;
}
