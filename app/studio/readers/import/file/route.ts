import { beginImport } from "../../../../../engine/import/desk.ts";
import { largestFile, largestFileBytes, takeIn } from "../../../../../engine/import/take-in.ts";
import { seeOther } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { CutShort, readFilePart } from "../multipart.ts";
import { importPath, importsPath } from "../paths.ts";
import { refusedTo } from "../refused.ts";

/**
 * Takes a file in, piece by piece onto the disk. `bin/web/body-limit.ts` lets this path alone take so much, and
 * `proxy.ts` must not touch it: Next would hold what comes and cut it off at 10 MB.
 */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner", { body: "unread" });
  if (press.kind === "answer") return press.response;
  const { context, author } = press;
  const refused = (message: string) => refusedTo(context, importsPath, { message });
  if (Number(request.headers.get("content-length") ?? 0) > largestFileBytes + 1_000_000) return refused(tooLarge);
  try {
    const part = await readFilePart(request);
    if (part.kind === "none" || part.fileName === "") return refused("Choose a file first.");
    const file = await takeIn(context, { source: part.body });
    if (file.kind === "refused") return refused(file.message);
    const begun = await beginImport(context, { file, fileName: part.fileName, hand: author });
    return begun.kind === "begun" ? seeOther(importPath(begun.id)) : refused(begun.message);
  } catch (error) {
    if (error instanceof CutShort) return refused(cutShort);
    throw error;
  }
}

const tooLarge = `This file is larger than ${largestFile}. Split it, and import one part after the other.`;
const cutShort = "The file did not arrive whole. Nothing of it was kept: choose it again.";
