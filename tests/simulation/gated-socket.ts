import { EventEmitter } from "node:events";
import { type Frame, FrameReader, isOutside, StatementNames } from "./frames.ts";
import type { ServerLink, ServerLinks } from "./server-links.ts";

/** What a gate is asked about: a statement that waits to be let through. */
export type Parked = { statement: string };

/**
 * Whoever holds the gate, while it `isShut`. `changed`: something moved, so nothing has come to rest yet. `isGone`: nobody
 * uses this client any more, so it gets no other connection, whatever it asks for.
 */
export type Keeper = { isShut: boolean; isGone: boolean; changed(): void };

export type EndBackend = (backend: number) => Promise<void>;

/**
 * Stands between the database client and PostgreSQL in place of a socket. Every statement stops here until it is let
 * through, and its answer stops here until it is delivered; in between, the connection can be cut. What opens a
 * connection, and the client's own look at the types, pass freely.
 */
export class GatedSocket extends EventEmitter {
  readonly #links: ServerLinks;
  #link: ServerLink | null = null;
  readonly #keeper: Keeper;
  readonly #fromClient = new FrameReader();
  readonly #statements = new StatementNames();
  /** The client's messages that were not let through yet. */
  #waiting: Frame[] = [];
  #answer: Frame[] = [];
  #phase: "opening" | "idle" | "parked" | "free" | "running" | "dead" = "opening";
  /** The last message of the statement went out, so what follows from the client belongs to the next one. */
  #isComplete = false;
  #whenAnswered: (() => void) | null = null;
  #sawStartup = false;
  #isAboutTypes = false;
  #typesAnswer: Frame[] = [];
  parked: Parked | null = null;
  isOutside = true;
  readyState = "open";

  constructor({ links, keeper }: { links: ServerLinks; keeper: Keeper }) {
    super();
    this.#links = links;
    this.#keeper = keeper;
    if (keeper.isGone) return;
    this.#link = links.take();
    // A connection that the server itself gives up is no fault of ours to play: it must be seen at once.
    this.#link.use({
      hear: (frame) => this.#hear(frame),
      lost: (error) => (error ? this.emit("error", error) : this.#die()),
    });
  }

  get backend(): number | null {
    return this.#link?.backend ?? null;
  }

  write(chunk: Buffer, whenDone?: () => void): boolean {
    if (this.#phase !== "dead") this.#take(chunk);
    if (whenDone) setImmediate(whenDone);
    return true;
  }

  /** The client takes its leave, of its own accord. */
  end(): void {
    if (this.#phase === "dead") return;
    this.#die();
    void this.#letGo(null);
  }

  destroy(): void {
    this.end();
  }

  setKeepAlive(): void {}

  /** Lets the parked statement through. The promise ends with the server's answer, which is not delivered yet. */
  release(): Promise<void> {
    if (this.#phase !== "parked") throw new Error(`nothing is parked here: ${this.#phase}`);
    this.parked = null;
    this.#phase = "running";
    const answered = new Promise<void>((resolve) => {
      this.#whenAnswered = resolve;
    });
    this.#forward();
    return answered;
  }

  get isAnswered(): boolean {
    return this.#phase === "running" && this.#whenAnswered === null;
  }

  /** What the server answered, for the trace: rows, ends and errors, and not whether the statement was known by name. */
  answerBytes(): Buffer {
    return Buffer.concat(this.#answer.filter(({ type }) => "DCEIZ".includes(type)).map(({ bytes }) => bytes));
  }

  deliver(): void {
    const answer = Buffer.concat(this.#answer.map(({ bytes }) => bytes));
    this.#answer = [];
    this.#phase = "idle";
    this.#keeper.changed();
    this.emit("data", answer);
    this.#park();
  }

  /**
   * The connection breaks, which undoes what was not committed. A client that lives on is told when that has happened; one
   * that died with its process hears nothing any more. `end`: how to end a backend whose statement is still under way.
   */
  async cut({ isTold, end }: { isTold: boolean; end: EndBackend }): Promise<void> {
    if (this.#phase === "dead") return;
    const isUnderWay = this.#phase === "running" && !this.isAnswered;
    this.#phase = "dead";
    this.readyState = "closed";
    this.parked = null;
    if (!isTold) this.removeAllListeners();
    await this.#letGo(isUnderWay ? end : null);
    this.#keeper.changed();
    if (isTold) this.#tell();
  }

  async #letGo(end: EndBackend | null): Promise<void> {
    const link = this.#link;
    this.#link = null;
    if (link === null) return;
    if (end === null) {
      await this.#links.giveBack(link);
      return;
    }
    this.#links.giveUp(link);
    if (link.backend !== null) await end(link.backend);
  }

  /**
   * An error first and the end behind it, as of a connection that was reset. Told of the end alone, the client writes its
   * ROLLBACK into a socket that it has let go of, throws in a timer of its own and takes the whole process with it.
   */
  #tell(): void {
    this.emit("error", new Error("the connection was reset"));
    setImmediate(() => setImmediate(() => this.#die()));
  }

  #die(): void {
    this.#phase = "dead";
    this.readyState = "closed";
    this.#keeper.changed();
    this.emit("close", false);
  }

  #take(chunk: Buffer): void {
    // The first message has no type, and the password follows while the connection still opens.
    if (!this.#sawStartup) {
      this.#open(chunk);
      return;
    }
    this.#waiting.push(...this.#fromClient.read(chunk));
    if (this.#phase === "opening" || this.#phase === "running" || this.#phase === "free") this.#forward();
    else if (this.#phase === "idle") this.#park();
  }

  #open(startup: Buffer): void {
    this.#sawStartup = true;
    const said = this.#link?.opening;
    if (said) setImmediate(() => said.map((frame) => this.#hear(frame)));
    else this.#link?.write(startup);
  }

  /** In one piece, for every piece wakes the server. */
  #forward(): void {
    const pieces: Buffer[] = [];
    while (this.#waiting.length > 0 && !this.#isComplete) {
      const frame = this.#waiting.shift();
      if (!frame) break;
      this.#isComplete = frame.type === "S" || frame.type === "Q";
      pieces.push(frame.bytes);
    }
    if (pieces.length > 0) this.#link?.write(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
  }

  #park(): void {
    const [next] = this.#waiting;
    if (!next || this.#phase !== "idle") return;
    this.#isComplete = false;
    const statement = this.#statements.read(next);
    if (statement === null) throw new Error(`a statement began with a message of type ${next.type}`);
    this.#keeper.changed();
    // The client's own look at what array types there are, once for each connection, is no act of ours.
    if (statement.includes("pg_catalog.pg_type")) {
      this.#tellTypes();
      return;
    }
    if (!this.#keeper.isShut) {
      this.#phase = "free";
      this.#forward();
      return;
    }
    this.#phase = "parked";
    this.parked = { statement };
  }

  /** They are the same for every connection, so only the first asks the server. */
  #tellTypes(): void {
    const { typesAnswer } = this.#links;
    this.#phase = "free";
    this.#isAboutTypes = true;
    if (typesAnswer === null) {
      this.#forward();
      return;
    }
    this.#waiting.splice(0, this.#waiting.findIndex(({ type }) => type === "S" || type === "Q") + 1);
    setImmediate(() => typesAnswer.map((frame) => this.#hear(frame)));
  }

  #hear(frame: Frame): void {
    if (this.#phase === "opening" || this.#phase === "free") this.#passFreely(frame);
    else if (this.#phase === "running" && !this.#isComplete) this.emit("data", frame.bytes);
    else if (this.#phase === "running") this.#keep(frame);
  }

  #keep(frame: Frame): void {
    this.#answer.push(frame);
    if (frame.type !== "Z") return;
    this.isOutside = isOutside(frame);
    const tell = this.#whenAnswered;
    this.#whenAnswered = null;
    tell?.();
  }

  #passFreely(frame: Frame): void {
    if (this.#isAboutTypes) this.#typesAnswer.push(frame);
    if (frame.type === "Z") {
      if (this.#isAboutTypes) this.#links.typesAnswer ??= this.#typesAnswer;
      this.#isAboutTypes = false;
      this.#phase = "idle";
      this.#isComplete = false;
      this.#keeper.changed();
    }
    this.emit("data", frame.bytes);
    if (this.#phase === "idle") this.#park();
  }
}
