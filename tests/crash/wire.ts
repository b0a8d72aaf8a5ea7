/** A statement as it passes between a worker and PostgreSQL, in one direction or the other. */
export type Seen = {
  /** `out`: on its way to the database. `back`: the database says that it is done. */
  at: "out" | "back";
  sql: string;
  /** The statements of the same transaction before it; empty outside of one. */
  before: readonly string[];
  /** What the database said it did, such as `UPDATE 1`; empty on the way out. */
  tag: string;
  /** The keys of batches that stand in its parameters, or in the rows that came back. */
  keys: readonly string[];
};

/** `hold`: this and all that follows it stays here. `cut`: the connection ends here, before it is passed on. */
export type Wish = "pass" | "hold" | "cut";

type Watch = (seen: Seen) => Wish;

const batchKey = /dayletter-[A-Za-z0-9_-]+/g;

/**
 * Follows one connection's PostgreSQL protocol (version 3) in both directions, well enough to name each statement as it
 * passes. It understands prepared statements, for that is how all of ours go.
 */
export class Conversation {
  readonly #watch: Watch;
  readonly #out = new Frames({ startsTyped: false });
  readonly #back = new Frames({ startsTyped: true });
  readonly #prepared = new Map<string, string>();
  readonly #underWay: { sql: string; before: readonly string[] }[] = [];
  #transaction: string[] | null = null;
  #rowKeys: string[] = [];

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  /** What of these bytes may pass to the database, and what became of the rest. */
  toDatabase(chunk: Buffer): { pass: Buffer; wish: Wish } {
    return this.#out.take(chunk, (type, body) => this.#sent(type, body));
  }

  toWorker(chunk: Buffer): { pass: Buffer; wish: Wish } {
    return this.#back.take(chunk, (type, body) => this.#answered(type, body));
  }

  #sent(type: string, body: Buffer): Wish {
    if (type === "P") {
      const [name, query] = [textAt(body, 0), textAt(body, textAt(body, 0).length + 1)];
      this.#prepared.set(name, query);
    }
    // "Q" is a statement without parameters.
    if (type === "Q") return this.#begins(textAt(body, 0), []);
    if (type !== "B") return "pass";
    const portal = Buffer.byteLength(textAt(body, 0)) + 1;
    return this.#begins(this.#prepared.get(textAt(body, portal)) ?? "", keysIn(body));
  }

  #begins(query: string, keys: readonly string[]): Wish {
    const sql = query.trim().replaceAll(/\s+/g, " ");
    const before = [...(this.#transaction ?? [])];
    if (/^begin/i.test(sql)) this.#transaction = [];
    else this.#transaction?.push(sql);
    this.#underWay.push({ sql, before });
    this.#rowKeys = [];
    return this.#watch({ at: "out", sql, before, tag: "", keys });
  }

  #answered(type: string, body: Buffer): Wish {
    if (type === "D") this.#rowKeys.push(...keysIn(body));
    if (type !== "C" && type !== "E" && type !== "I") return "pass";
    const done = this.#underWay.shift();
    if (done === undefined) return "pass";
    if (/^(commit|rollback)$/i.test(done.sql)) this.#transaction = null;
    const tag = type === "C" ? textAt(body, 0) : "";
    return type === "E" ? "pass" : this.#watch({ at: "back", ...done, tag, keys: this.#rowKeys });
  }
}

/** Cuts a stream of bytes into the protocol's messages, wherever the network cut it. */
class Frames {
  #rest: Buffer = Buffer.alloc(0);
  #isTyped: boolean;

  constructor({ startsTyped }: { startsTyped: boolean }) {
    this.#isTyped = startsTyped;
  }

  take(chunk: Buffer, look: (type: string, body: Buffer) => Wish): { pass: Buffer; wish: Wish } {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let end = 0;
    for (let size = this.#sizeAt(bytes, end); size !== null; size = this.#sizeAt(bytes, end)) {
      const head = this.#isTyped ? 5 : 4;
      const type = this.#isTyped ? String.fromCharCode(bytes[end] ?? 0) : "";
      const wish = look(type, bytes.subarray(end + head, end + size));
      if (wish !== "pass") return { pass: bytes.subarray(0, end), wish };
      this.#isTyped = true;
      end += size;
    }
    this.#rest = bytes.subarray(end);
    return { pass: bytes.subarray(0, end), wish: "pass" };
  }

  /** The whole size of the message that begins here; null while not all of it has come. */
  #sizeAt(bytes: Buffer, at: number): number | null {
    const typeBytes = this.#isTyped ? 1 : 0;
    if (bytes.length < at + typeBytes + 4) return null;
    const size = bytes.readUInt32BE(at + typeBytes) + typeBytes;
    return bytes.length < at + size ? null : size;
  }
}

function textAt(body: Buffer, from: number): string {
  const end = body.indexOf(0, from);
  return body.toString("utf8", from, end < 0 ? body.length : end);
}

function keysIn(body: Buffer): string[] {
  return body.includes("dayletter-") ? (body.toString("latin1").match(batchKey) ?? []) : [];
}
