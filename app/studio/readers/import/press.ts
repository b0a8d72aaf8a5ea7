import type { Context } from "../../../../engine/context.ts";
import type { Changed } from "../../../../engine/import/desk.ts";
import type { Author } from "../../../../engine/studio/author.ts";
import { answerPage, seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";
import { idIn, importPath, importsPath } from "./paths.ts";
import { refusedTo } from "./refused.ts";

export type ImportRoute = { params: Promise<{ id: string }> };

type Act = (asked: { context: Context; author: Author; form: FormData; id: number }) => Promise<Changed>;

/** What every button of an import does around its own act: who presses it, and where it leads. */
export async function pressImport(
  request: Request,
  { params }: ImportRoute,
  act: Act,
  forward?: (form: FormData) => string,
): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const id = idIn((await params).id);
  if (id === null) return gone();
  const changed = await act({ context, author, form, id });
  if (changed.kind === "unknown") return gone();
  if (changed.kind === "ok") return seeOther(forward?.(form) ?? importPath(id));
  return refusedTo(context, importPath(id), {
    message: changed.message,
    statement: String(form.get("statement") ?? ""),
  });
}

export function gone(): Response {
  return answerPage({
    status: 404,
    title: "There is no such import",
    words: "It may have been thrown away meanwhile.",
    forward: { href: importsPath, words: "To the imports" },
  });
}
