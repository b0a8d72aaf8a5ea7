import { discardImport } from "../../../../../../engine/import/desk.ts";
import { importsPath } from "../../paths.ts";
import { type ImportRoute, pressImport } from "../../press.ts";

/** Throws the file away. */
export function POST(request: Request, route: ImportRoute): Promise<Response> {
  const act = ({
    context,
    id,
  }: Parameters<typeof discardImport>[1] & { context: Parameters<typeof discardImport>[0] }) =>
    discardImport(context, { id });
  return pressImport(request, route, act, () => `${importsPath}?said=discarded`);
}
