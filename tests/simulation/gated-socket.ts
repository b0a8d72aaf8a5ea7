import { EventEmitter } from "node:events";
import { connect, type Socket } from "node:net";
import { backendIn, type Frame, FrameReader, isOutside, StatementNames } from "./frames.ts";

/** What a gate is asked about: a statement that waits to be let through. */
export type Parked = { statement: string };

/** Whoever holds the gate, while it `isShut`. `changed`: something moved, so nothing has come to rest yet. */
export type Keeper = { isShut: boolean; changed(): void };

/**
 * Stands between the database client and PostgreSQL in place of a socket. Every statement stops here until it is let
 * through, and its answer stops here until it is delivered; in between, the connection can be cut. What opens a
 * connection, and the client's own look at the types, pass freely.
 */
export class GatedSocket extends EventEmitter {
  readonly #server: Socket;
  readonly #keeper: Keeper;
  readonly #fromClient = new FrameReader();
  readonly #fromServer = new FrameReader();
  readonly #statements = new StatementNames();
  /** The client's messages that were not let through yet. */
  #waiting: Frame[] = [];
  #answer: Frame[] = [];
  #phase: "opening" | "idle" | "parked" | "free" | "running" | "dead" = "opening";
  /** The last message of the statement went out, so what follows from the client belongs to the next one. */
  #isComplete = false;
  #whenAnswered: (() => void) | null = null;
  #sawStartup = false;
  parked: Parked | null = null;
  isOutside = true;
  backend: number | null = null;
  readyState = "open";

  constructor(input: { host: string; port: number; keeper: Keeper }) {
    super();
    this.#keeper = input.keeper;
    this.#server = connect({ host: input.host, port: input.port, noDelay: true });
    this.#server.on("data", (chunk: Buffer) => this.#hear(chunk));
    // A connection that the server itself gives up is no fault of ours to play: it must be seen at once.
    this.#server.on("error", (error) => this.#phase !== "dead" && this.emit("error", error));
    this.#server.on("close", () => this.#phase !== "dead" && this.#die());
  }

  get isOpening(): boolean {
    return this.#phase === "opening" || this.#phase === "free";
  }

  write(chunk: Buffer, whenDone?: () => void): boolean {
    if (this.#phase !== "dead") this.#take(chunk);
    if (whenDone) setImmediate(whenDone);
    return true;
  }

  end(chunk: Buffer): void {
    if (this.#phase === "dead") return;
    this.#server.end(chunk);
    this.#die();
  }

  destroy(): void {
    if (this.#phase === "dead") return;
    this.#server.destroy();
    this.#die();
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

  /** The connection breaks. A client that lives on is told; one that died with its process hears nothing any more. */
  cut({ isTold }: { isTold: boolean }): void {
    this.#server.destroy();
    this.#phase = "dead";
    this.readyState = "closed";
    this.parked = null;
    this.#keeper.changed();
    if (isTold) this.#tell();
    else this.removeAllListeners();
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
      this.#sawStartup = true;
      this.#server.write(chunk);
      return;
    }
    this.#waiting.push(...this.#fromClient.read(chunk));
    if (this.#phase === "opening" || this.#phase === "running" || this.#phase === "free") this.#forward();
    else if (this.#phase === "idle") this.#park();
  }

  #forward(): void {
    while (this.#waiting.length > 0 && !this.#isComplete) {
      const frame = this.#waiting.shift();
      if (!frame) break;
      this.#isComplete = frame.type === "S" || frame.type === "Q";
      this.#server.write(frame.bytes);
    }
  }

  #park(): void {
    const [next] = this.#waiting;
    if (!next || this.#phase !== "idle") return;
    this.#isComplete = false;
    const statement = this.#statements.read(next);
    if (statement === null) throw new Error(`a statement began with a message of type ${next.type}`);
    this.#keeper.changed();
    // The client's own look at what array types there are, once for each connection, is no act of ours.
    if (!this.#keeper.isShut || statement.includes("pg_catalog.pg_type")) {
      this.#phase = "free";
      this.#forward();
      return;
    }
    this.#phase = "parked";
    this.parked = { statement };
  }

  #hear(chunk: Buffer): void {
    for (const frame of this.#fromServer.read(chunk)) this.#hearOne(frame);
  }

  #hearOne(frame: Frame): void {
    this.backend ??= backendIn(frame);
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
    if (frame.type === "Z") {
      this.#phase = "idle";
      this.#isComplete = false;
      this.#keeper.changed();
    }
    this.emit("data", frame.bytes);
    if (this.#phase === "idle") this.#park();
  }
}
