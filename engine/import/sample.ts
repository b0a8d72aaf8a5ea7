import { guessFromRows, guessMeanings, hasHeadings } from "../../domain/import/headings.ts";
import { type Delimiter, delimiters, type ImportPlan, mostColumns } from "../../domain/import/plan.ts";
import type { Row } from "../../domain/import/row.ts";
import { type Piece, readPieces } from "./read-rows.ts";

/** The beginning of a file: its headings, where it has some, and its first rows. */
export type Sample = { headings: readonly string[]; rows: readonly Row[]; faults: Piece["faults"]; width: number };

const shownRows = 20;
const start = { offsetBytes: 0, line: 1 };

/** Reads the beginning of a file by a plan, or by what a plan says about how its cells are parted. */
export async function readSample(
  path: string,
  { delimiter, hasHeadings }: Pick<ImportPlan, "delimiter" | "hasHeadings">,
): Promise<Sample> {
  const { rows, faults } = await firstRows(path, delimiter, shownRows + 2);
  const { headings, rows: below } = partHeadings(rows, hasHeadings);
  const width = Math.max(headings.length, ...(headings.length > 0 ? [] : below.map(({ cells }) => cells.length)), 1);
  return { headings, rows: below.slice(0, shownRows), faults, width };
}

/** Takes away the headings, and the line `sep=;` that Excel writes before them. */
export function partHeadings<One extends Row>(
  rows: readonly One[],
  hasHeadings: boolean,
): { headings: readonly string[]; rows: readonly One[] } {
  const body = isSeparatorLine(rows[0]) ? rows.slice(1) : rows;
  return hasHeadings ? { headings: body[0]?.cells ?? [], rows: body.slice(1) } : { headings: [], rows: body };
}

function isSeparatorLine(row: Row | undefined): boolean {
  return row?.line === 1 && /^sep=.?$/i.test(row.cells.join("").trim());
}

export type GuessedPlan =
  | ({ kind: "guessed" } & Pick<ImportPlan, "delimiter" | "hasHeadings" | "columns">)
  | { kind: "refused"; message: string };

/** What parts the cells of a file, whether it has headings, and what its columns seem to hold. */
export async function guessPlan(path: string): Promise<GuessedPlan> {
  const tried = await Promise.all(delimiters.map(async (delimiter) => tryOut(path, delimiter)));
  const best = tried.reduce((one, other) => (other.score > one.score ? other : one));
  const rows = best.rows.filter((row) => !isSeparatorLine(row)).map(({ cells }) => cells);
  if (rows.length === 0) return { kind: "refused", message: nothingInIt };
  const width = Math.max(...rows.map((cells) => cells.length));
  if (width > mostColumns) return { kind: "refused", message: tooWide(width) };
  const headed = hasHeadings(rows);
  const columns = headed ? guessMeanings(rows[0] ?? []) : guessFromRows(rows);
  if (headed && !columns.includes("address")) {
    const found = guessFromRows(rows.slice(1)).indexOf("address");
    if (found >= 0 && found < columns.length) columns[found] = "address";
  }
  return { kind: "guessed", delimiter: best.delimiter, hasHeadings: headed, columns };
}

/** What the columns seem to hold when the cells are parted in another way. */
export async function guessColumns(
  path: string,
  plan: Pick<ImportPlan, "delimiter" | "hasHeadings">,
): Promise<ImportPlan["columns"]> {
  const { headings, rows, width } = await readSample(path, plan);
  const columns = plan.hasHeadings ? guessMeanings(headings) : guessFromRows(rows.map(({ cells }) => cells));
  return columns.length > 0 ? columns.slice(0, mostColumns) : Array.from({ length: width }, () => "skip" as const);
}

/** Cells are parted by what gives every row the same number of them, and the more the better. */
async function tryOut(
  path: string,
  delimiter: Delimiter,
): Promise<{ delimiter: Delimiter; rows: Row[]; score: number }> {
  const { rows } = await firstRows(path, delimiter, shownRows + 2);
  if (rows[0]?.line === 1 && new RegExp(`^sep=[${delimiter}]$`, "i").test(rows[0].cells.join(delimiter))) {
    return { delimiter, rows, score: Number.POSITIVE_INFINITY };
  }
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [width, count] = [...widths].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [1, 0];
  const agreement = count / Math.max(1, rows.length);
  return { delimiter, rows, score: width > 1 ? agreement * agreement * Math.log2(width) : 0 };
}

async function firstRows(path: string, delimiter: Delimiter, count: number) {
  const rows: Row[] = [];
  const faults: Piece["faults"] = [];
  for await (const piece of readPieces({ path, delimiter, from: start })) {
    rows.push(...piece.rows);
    faults.push(...piece.faults);
    if (rows.length >= count || faults.length >= count) break;
  }
  return { rows: rows.slice(0, count), faults: faults.slice(0, count) };
}

const nothingInIt = "There is no row in this file that could be read. Look whether it is the right one.";

function tooWide(width: number): string {
  return `The first rows have ${width.toLocaleString("en-US")} columns, and at most ${mostColumns} are read. Save only the columns that matter, and choose that file.`;
}
