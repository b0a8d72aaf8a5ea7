import { connect, type Socket } from "node:net";
import { backendIn, type Frame, FrameReader, simpleQuery } from "./frames.ts";

/** What a link tells whoever uses it. */
export type LinkUser = { hear(frame: Frame): void; lost(error: Error | null): void };

/** Undoes what the last user left: its transaction, its named statements, its locks. */
const cleansing = ["rollback", "discard all"].map(simpleQuery);

/**
 * A connection to the server that outlives the clients which use it one after the other. A backend of its own for each
 * of them would cost more than everything that they do with it: it begins with empty caches. To a client it is a fresh
 * connection all the same, for it is told again what the server said when it began.
 */
export class ServerLink {
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  #user: LinkUser | null = null;
  #opening: Frame[] = [];
  #hasOpened = false;
  /** Answers that are awaited: of nobody's concern but the link's, while it is cleansed. */
  #cleansed: (() => void) | null = null;
  #left = 0;
  backend: number | null = null;

  constructor({ host, port }: { host: string; port: number }) {
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.on("data", (chunk: Buffer) => {
      for (const frame of this.#reader.read(chunk)) this.#hear(frame);
    });
    this.#socket.on("error", (error) => this.#user?.lost(error));
    this.#socket.on("close", () => this.#user?.lost(null));
  }

  /** What the server said when it let the first client in; null until it has. */
  get opening(): readonly Frame[] | null {
    return this.#hasOpened ? this.#opening : null;
  }

  use(user: LinkUser): void {
    this.#user = user;
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Nobody hears of it any more; it ends when all that its last user had under way is undone. */
  async cleanse(): Promise<void> {
    this.#user = null;
    this.#left = cleansing.length;
    const cleansed = new Promise<void>((resolve) => {
      this.#cleansed = resolve;
    });
    this.#socket.write(Buffer.concat(cleansing));
    await cleansed;
  }

  close(): void {
    this.#user = null;
    this.#socket.destroy();
  }

  #hear(frame: Frame): void {
    this.backend ??= backendIn(frame);
    if (!this.#hasOpened) this.#keep(frame);
    if (this.#cleansed && frame.type === "Z") {
      this.#left -= 1;
      if (this.#left > 0) return;
      this.#cleansed();
      this.#cleansed = null;
    } else this.#user?.hear(frame);
  }

  /** The password's to and fro is left out: whoever comes later is let in at once. */
  #keep(frame: Frame): void {
    const isPassword = frame.type === "R" && frame.bytes.readUInt32BE(5) !== 0;
    if (!isPassword) this.#opening.push({ type: frame.type, bytes: Buffer.from(frame.bytes) });
    this.#hasOpened = frame.type === "Z";
  }
}

/** The links to one database. The one that was given back last is taken first, which a replay does the same way. */
export class ServerLinks {
  readonly #address: { host: string; port: number };
  readonly #idle: ServerLink[] = [];
  readonly #all = new Set<ServerLink>();
  /** The answer to the client's own look at what array types there are, which it repeats on every connection. */
  typesAnswer: readonly Frame[] | null = null;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
  }

  take(): ServerLink {
    const idle = this.#idle.pop();
    if (idle) return idle;
    const link = new ServerLink(this.#address);
    this.#all.add(link);
    return link;
  }

  async giveBack(link: ServerLink): Promise<void> {
    await link.cleanse();
    this.#idle.push(link);
  }

  /** For one whose statement is still under way, which only the server can end. */
  giveUp(link: ServerLink): void {
    this.#all.delete(link);
    link.close();
  }

  close(): void {
    for (const link of this.#all) link.close();
  }
}
