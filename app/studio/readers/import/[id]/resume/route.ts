import { resumeImport } from "../../../../../../engine/import/desk.ts";
import { type ImportRoute, pressImport } from "../../press.ts";

export function POST(request: Request, route: ImportRoute): Promise<Response> {
  return pressImport(request, route, ({ context, author, id }) => resumeImport(context, { id, hand: author }));
}
