import { startImport } from "../../../../../../engine/import/desk.ts";
import { type ImportRoute, pressImport } from "../../press.ts";

/** Takes the readers over, on the author's word. */
export function POST(request: Request, route: ImportRoute): Promise<Response> {
  return pressImport(request, route, ({ context, author, form, id }) => {
    const statement = String(form.get("statement") ?? "");
    const isConfirmed = form.get("asked") !== null;
    const welcome = form.get("welcome") === "yes";
    return startImport(context, { id, statement, isConfirmed, welcome, hand: author });
  });
}
