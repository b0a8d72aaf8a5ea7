import { checkImport, planImport } from "../../../../../../engine/import/desk.ts";
import { planOf } from "../../plan-of.ts";
import { type ImportRoute, pressImport } from "../../press.ts";

/** Keeps what the columns hold; with the other button, lets the whole file be checked by it. */
export function POST(request: Request, route: ImportRoute): Promise<Response> {
  return pressImport(request, route, async ({ context, form, id }) => {
    const planned = await planImport(context, { id, plan: planOf(form) });
    return planned.kind === "ok" && form.get("then") === "check" ? checkImport(context, { id }) : planned;
  });
}
