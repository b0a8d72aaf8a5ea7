import { type ImportFault, listFaults } from "../../db/imports.ts";
import { safeLine } from "../../domain/spreadsheet.ts";
import type { Context } from "../context.ts";

const faultsAtOnce = 1_000;

/**
 * The rows that were not taken over, as CSV that is safe to open: line, what was wrong, what helps, and then the row as it
 * was, under its own headings, so that it can be mended and imported as it is.
 */
export async function* faultsFile(
  context: Context,
  input: { importId: number; headings: readonly string[] },
): AsyncGenerator<string> {
  yield `\ufeff${safeLine(["line", "what was wrong", "what helps", ...input.headings])}`;
  for (let afterId = 0; ; ) {
    const faults = await listFaults(context.db, { importId: input.importId, afterId, limit: faultsAtOnce });
    yield faults.map(({ line, what, help, cells }) => safeLine([line, what, help, ...cells])).join("");
    const last = faults.at(-1);
    if (last === undefined || faults.length < faultsAtOnce) return;
    afterId = last.id;
  }
}

/** So many are read on a page; more are easier mended in the file. */
const faultsShown = 10;

/** The first rows that are left out, in the order of the file. */
export async function firstFaults(context: Context, input: { importId: number }): Promise<ImportFault[]> {
  const faults = await listFaults(context.db, { ...input, afterId: 0, limit: faultsShown });
  return faults.sort((one, other) => one.line - other.line);
}
