import { discardImport } from "../../../../../../engine/import/desk.ts";
import { importsPath } from "../../paths.ts";
import { type ImportRoute, pressImport } from "../../press.ts";

/** Throws the file away. */
export function POST(request: Request, route: ImportRoute): Promise<Response> {
  return pressImport(
    request,
    route,
    ({ context, author, id }) => discardImport(context, { id, hand: author }),
    () => `${importsPath}?said=discarded`,
  );
}
