import { type FileHandle, open } from "node:fs/promises";
import { type Parser, parse } from "csv-parse";
import type { Delimiter } from "../../domain/import/plan.ts";
import type { Fault, Row } from "../../domain/import/row.ts";

/** Where in a file a row begins: so that reading can go on there, in another process and another week. */
export type Place = { offsetBytes: number; line: number };

/** A row, and where the one after it begins. */
export type ReadRow = Row & { next: Place };

/** Rows, or what could not be read as one, up to `next`. */
export type Piece = { rows: ReadRow[]; faults: (Fault & { text: string })[]; next: Place };

type Asked = { path: string; delimiter: Delimiter; from: Place };

const chunkBytes = 64 * 1024;
const firstChunkBytes = 8 * 1024;
/** No person fills this; what is longer has lost its line ends or a closing quote. */
const longestRowBytes = 256 * 1024;
/** A quoted cell may go over several lines. Over so many it is a quote that was never closed. */
const longestRowLines = 60;
/** Looking for the row after a broken one is cheap; a file that is broken all over is not looked through. */
const mostBroken = 1_000;

/**
 * Reads the rows of a file from a place on, a piece of some hundred at a time, in memory that does not grow with the file
 * or with any row of it. Where a row cannot be read (a quote that is not closed, a line of gigabytes) that is said, and
 * reading goes on at the next line: csv-parse alone would take the rest of the file for one cell.
 */
export async function* readPieces({ path, delimiter, from }: Asked): AsyncGenerator<Piece> {
  const file = await open(path, "r");
  try {
    let place = from;
    for (let broken = 0; ; broken += 1) {
      const stretch = new Stretch({ file, delimiter, from: place });
      for await (const piece of stretch.pieces()) yield piece;
      if (stretch.broken === null) return;
      const next = await lineAfter(file, stretch.place);
      const isHopeless = broken >= mostBroken;
      const text = await excerptOf(file, stretch.place);
      const fault = { ...(isHopeless ? hopeless : stretch.broken), line: stretch.place.line, text };
      yield {
        rows: [],
        faults: [fault],
        next: isHopeless ? { ...stretch.place, offsetBytes: await sizeOf(file) } : next,
      };
      if (isHopeless) return;
      place = next;
    }
  } finally {
    await file.close();
  }
}

type Broken = Pick<Fault, "what" | "help">;

/** The rows from one place up to the next that cannot be read. */
class Stretch {
  readonly #input: { file: FileHandle; delimiter: Delimiter; from: Place };
  /** Where the row after the last one read begins. */
  place: Place;
  broken: Broken | null = null;
  #rows: ReadRow[] = [];

  constructor(input: { file: FileHandle; delimiter: Delimiter; from: Place }) {
    this.#input = input;
    this.place = input.from;
  }

  async *pieces(): AsyncGenerator<Piece> {
    const { file, from } = this.#input;
    const parser = this.#parser();
    // A file that is broken in many places is begun anew at each, so it begins with little.
    let sizeBytes = firstChunkBytes;
    for (let position = from.offsetBytes; this.broken === null; sizeBytes = Math.min(2 * sizeBytes, chunkBytes)) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(sizeBytes), 0, sizeBytes, position);
      position += bytesRead;
      const ended = await feed(parser, bytesRead === 0 ? null : buffer.subarray(0, bytesRead));
      if (ended === "unclosed") this.broken ??= unclosed;
      if (this.#rows.length > 0) yield { rows: this.#rows.splice(0), faults: [], next: this.place };
      if (bytesRead === 0) return;
      if (position - this.place.offsetBytes > longestRowBytes + chunkBytes) this.broken ??= tooLong;
    }
    parser.destroy();
  }

  #parser(): Parser {
    const { delimiter, from } = this.#input;
    const parser = parse({
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      on_record: (cells: string[], { bytes, lines }) => {
        if (this.broken === null) this.#take(cells, { offsetBytes: from.offsetBytes + bytes, line: from.line + lines });
        return null;
      },
    });
    // Nothing comes out of it, since each record is taken above; but only what flows comes to its end.
    return parser.resume();
  }

  #take(cells: string[], next: Place): void {
    if (next.line - this.place.line > longestRowLines) {
      this.broken = unclosed;
      return;
    }
    // Blank lines are nobody, and not worth a word.
    if (cells.length > 1 || cells[0]?.trim() !== "") this.#rows.push({ line: this.place.line, cells, next });
    this.place = next;
  }
}

/** Writes a chunk to the parser, or ends it; tells whether a quote was still open at the end. */
function feed(parser: Parser, chunk: Buffer | null): Promise<"ok" | "unclosed"> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error & { code?: string }) =>
      error.code === "CSV_QUOTE_NOT_CLOSED" ? resolve("unclosed") : reject(error);
    parser.once("error", failed);
    const done = (error?: Error | null) => {
      if (error) return;
      parser.off("error", failed);
      resolve("ok");
    };
    if (chunk === null) parser.end(done);
    else parser.write(chunk, done);
  });
}

/** The next line, however far away: it is looked for, not read into memory. At the end of the file, that end. */
async function lineAfter(file: FileHandle, place: Place): Promise<Place> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let position = place.offsetBytes; ; ) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
    const found = buffer.subarray(0, bytesRead).indexOf(0x0a);
    if (found >= 0) return { offsetBytes: position + found + 1, line: place.line + 1 };
    position += bytesRead;
    if (bytesRead === 0) return { offsetBytes: position, line: place.line + 1 };
  }
}

async function excerptOf(file: FileHandle, place: Place): Promise<string> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(200), 0, 200, place.offsetBytes);
  return buffer.subarray(0, bytesRead).toString("utf8").split("\n")[0]?.replace(/\p{C}/gu, " ") ?? "";
}

async function sizeOf(file: FileHandle): Promise<number> {
  return (await file.stat()).size;
}

const unclosed: Broken = {
  what: "A quote is opened in this row and never closed.",
  help: "Close it, or double a quote that belongs to the text. At the end of a file it may have been cut off.",
};

const tooLong: Broken = {
  what: "This row is longer than 256 KB.",
  help: "No person fills that: a line end or a quote is missing.",
};

const hopeless: Broken = {
  what: "More than 1,000 rows could not be read, so reading stopped here.",
  help: "The quotes or the separator of this file are not what they should be. Save it as CSV again.",
};
