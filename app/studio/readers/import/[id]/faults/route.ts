import { lookAtImport } from "../../../../../../engine/import/desk.ts";
import { faultsFile } from "../../../../../../engine/import/faults.ts";
import { authorPress } from "../../../../author.ts";
import { fileAnswer } from "../../../file-answer.ts";
import { idIn } from "../../paths.ts";
import { gone, type ImportRoute } from "../../press.ts";

/** The rows that are left out, each with what was wrong and what helps. */
export async function GET(request: Request, { params }: ImportRoute): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const id = idIn((await params).id);
  const found = id === null ? null : await lookAtImport(press.context, { id });
  if (found === null) return gone();
  const { row } = found;
  const name = `left-out-of-${row.fileName.replace(/\.\w+$/, "")}.csv`;
  const pieces = faultsFile(press.context, { importId: row.id, headings: row.headings });
  return fileAnswer({ pieces, name, type: "text/csv; charset=utf-8" });
}
