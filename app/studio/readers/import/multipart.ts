export type FilePart = { kind: "file"; fileName: string; body: AsyncIterable<Uint8Array> } | { kind: "none" };

/** The request ended in the middle of the file: nothing of it may be taken for the whole. */
export class CutShort extends Error {}

const longestHeadBytes = 16 * 1024;

/**
 * The first file of a form (RFC 7578), piece by piece as it comes in. `request.formData()` would hold all of it in memory,
 * which is right for a form and wrong for half a gigabyte.
 */
export async function readFilePart(request: Request): Promise<FilePart> {
  const boundary = /^multipart\/form-data\s*;.*boundary="?([^";]{1,70})"?/i.exec(
    request.headers.get("content-type") ?? "",
  );
  if (boundary?.[1] === undefined || request.body === null) return { kind: "none" };
  const incoming = new Incoming(request.body);
  const mark = Buffer.from(`--${boundary[1]}`);
  await incoming.take(mark, longestHeadBytes);
  for (;;) {
    if ((await incoming.take(Buffer.from("\r\n"), longestHeadBytes)).toString() === "--") return { kind: "none" };
    const head = (await incoming.take(Buffer.from("\r\n\r\n"), longestHeadBytes)).toString("utf8");
    const end = Buffer.concat([Buffer.from("\r\n"), mark]);
    const fileName = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(head)?.[1];
    if (fileName !== undefined)
      return { kind: "file", fileName: fileName.replaceAll("%22", '"'), body: incoming.until(end) };
    await incoming.take(end, longestHeadBytes);
  }
}

/** What comes in, cut at marks that may lie across two pieces. */
class Incoming {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** All up to a mark, which is dropped; it must come within `limitBytes`. */
  async take(mark: Buffer, limitBytes: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const taken = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        return taken;
      }
      if (this.#held.length > limitBytes) throw new CutShort("a part of the form never ends");
      await this.#more();
    }
  }

  async *until(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      // What could be the beginning of the mark stays until more has come.
      const safe = at >= 0 ? at : Math.max(0, this.#held.length - mark.length + 1);
      if (safe > 0) yield this.#held.subarray(0, safe);
      this.#held = this.#held.subarray(safe);
      if (at >= 0) return;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#reader.read();
    if (done) throw new CutShort("the request ended before the form did");
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
  }
}
