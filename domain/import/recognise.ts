/** How the bytes of a file spell its letters. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export type Recognised =
  | { kind: "utf-8" | "utf-16le" | "utf-16be"; skipBytes: number }
  | { kind: "refused"; message: string };

const marks: readonly { bytes: readonly number[]; message: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], message: workbook() },
  { bytes: [0x50, 0x4b, 0x05, 0x06], message: workbook() },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], message: workbook() },
  { bytes: [0x89, 0x50, 0x4e, 0x47], message: other("a picture") },
  { bytes: [0xff, 0xd8, 0xff], message: other("a picture") },
  { bytes: [0x47, 0x49, 0x46, 0x38], message: other("a picture") },
  { bytes: [0x52, 0x49, 0x46, 0x46], message: other("a picture, sound or film") },
  { bytes: [0x25, 0x50, 0x44, 0x46], message: other("a PDF") },
  { bytes: [0x1f, 0x8b], message: other("compressed (gzip)") },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], message: other("a program") },
  { bytes: [0x4d, 0x5a, 0x90], message: other("a program") },
];

/** By its first kilobytes, whether a file is text and in which encoding; an eight-bit one shows only later. */
export function recognise(head: Uint8Array): Recognised {
  if (head.length === 0) return refuse("This file is empty. Choose another one.");
  const mark = marks.find(({ bytes }) => startsWith(head, bytes));
  if (mark) return refuse(mark.message);
  if (startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff])) return refuse(utf32);
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { kind: "utf-8", skipBytes: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { kind: "utf-16le", skipBytes: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { kind: "utf-16be", skipBytes: 2 };
  return withoutMark(head);
}

/** UTF-16 without its mark shows in every other byte being zero, for the commas and letters of a list are ASCII. */
function withoutMark(head: Uint8Array): Recognised {
  const zeros = [0, 0];
  for (const [place, byte] of head.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = head.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return { kind: "utf-16le", skipBytes: 0 };
  if (even > half * 0.6 && odd < half * 0.1) return { kind: "utf-16be", skipBytes: 0 };
  if (even + odd > 0) return refuse(other("not text"));
  if (/^\s*<(?:!doctype|html|\?xml|svg)\b/i.test(new TextDecoder("latin1").decode(head.subarray(0, 200)))) {
    return refuse(other("a web page or XML"));
  }
  return { kind: "utf-8", skipBytes: 0 };
}

const utf32 = "This file is in UTF-32, which no list comes in. Save it as CSV in UTF-8 and choose it again.";

function workbook(): string {
  return "This is a spreadsheet or an archive (.xlsx, .ods, .zip), not a CSV file. Open it, choose “Save as” or “Download as” CSV (UTF-8), and choose that file here.";
}

function other(what: string): string {
  return `This file is ${what}, not a CSV file. Choose the list of your readers, saved as CSV.`;
}

function refuse(message: string): Recognised {
  return { kind: "refused", message };
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, place) => head[place] === byte);
}

/**
 * Watches all bytes of a file that began like UTF-8. Where some are none, it says what that means: no letter of more than
 * one byte was right, so it is Windows-1252 as old spreadsheets write; or both occur, and the file was glued together.
 */
export class Utf8Watch {
  #awaited = 0;
  #letters = 0;
  #faults = 0;
  #line = 1;
  #faultLine: number | null = null;
  #zeroLine: number | null = null;

  see(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte < 0x80) this.#seeAscii(byte);
      else this.#seeOther(byte);
    }
  }

  /** The line of the first zero byte, which no text has. */
  get zeroLine(): number | null {
    return this.#zeroLine;
  }

  end(): { kind: "utf-8" | "windows-1252" } | { kind: "mixed"; line: number } {
    if (this.#awaited > 0) this.#fault();
    if (this.#faultLine === null) return { kind: "utf-8" };
    return this.#letters > this.#faults ? { kind: "mixed", line: this.#faultLine } : { kind: "windows-1252" };
  }

  #seeAscii(byte: number): void {
    if (this.#awaited > 0) this.#fault();
    if (byte === 0x0a) this.#line += 1;
    else if (byte === 0) this.#zeroLine ??= this.#line;
  }

  #seeOther(byte: number): void {
    if (this.#awaited > 0 && byte < 0xc0) {
      this.#awaited -= 1;
      if (this.#awaited === 0) this.#letters += 1;
      return;
    }
    if (this.#awaited > 0) this.#fault();
    this.#awaited = byte >= 0xf0 && byte <= 0xf4 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    if (this.#awaited === 0 || byte > 0xf4) this.#fault();
  }

  #fault(): void {
    this.#awaited = 0;
    this.#faults += 1;
    this.#faultLine ??= this.#line;
  }
}
