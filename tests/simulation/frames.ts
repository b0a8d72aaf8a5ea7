/** One message of PostgreSQL's protocol, with its type byte; see "Message Formats" in PostgreSQL's documentation. */
export type Frame = { type: string; bytes: Buffer };

/** Cuts a stream into the protocol's messages, whatever pieces it arrives in. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= 5) {
      const end = 1 + this.#rest.readUInt32BE(1);
      if (this.#rest.length < end) break;
      frames.push({ type: String.fromCharCode(this.#rest[0] ?? 0), bytes: this.#rest.subarray(0, end) });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}

/** Tells which statement a message begins. The client names some that it uses often, and then sends the name alone. */
export class StatementNames {
  readonly #named = new Map<string, string>();

  /** The statement of a Query, Parse or Bind message; null for any other message. */
  read({ type, bytes }: Frame): string | null {
    if (type === "Q") return textAt(bytes, 5);
    if (type === "B") return this.#named.get(textAt(bytes, bytes.indexOf(0, 5) + 1)) ?? null;
    if (type !== "P") return null;
    const name = textAt(bytes, 5);
    const statement = textAt(bytes, 5 + Buffer.byteLength(name) + 1);
    if (name !== "") this.#named.set(name, statement);
    return statement;
  }
}

function textAt(bytes: Buffer, start: number): string {
  return bytes.toString("utf8", start, bytes.indexOf(0, start));
}

/** The process id that the server names when a connection begins. */
export function backendIn({ type, bytes }: Frame): number | null {
  return type === "K" ? bytes.readUInt32BE(5) : null;
}

/** Whether the server is in no transaction after this answer, so that every lock has been let go. */
export function isOutside(frame: Frame): boolean {
  return frame.type === "Z" && frame.bytes[5] === "I".charCodeAt(0);
}

/** A statement in one message, as the protocol's simple way takes it. */
export function simpleQuery(statement: string): Buffer {
  const text = Buffer.from(`${statement}\0`);
  const head = Buffer.from("Q\0\0\0\0");
  head.writeUInt32BE(4 + text.length, 1);
  return Buffer.concat([head, text]);
}
