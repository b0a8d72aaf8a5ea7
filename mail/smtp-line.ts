import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";

/** Where and how a mail server is spoken to. `tls`: `inside` from the first byte, `required` by STARTTLS, or `off`. */
export type MailServer = {
  host: string;
  port: number;
  tls: "inside" | "required" | "off";
  login: { user: string; pass: string } | null;
  /** What we call ourselves to the server; its library's own answer where it is null. */
  name: string | null;
};

/** One message on its way down a line. `mayLeave` is asked when the server waits for the first byte of it. */
export type Parcel = { from: string; to: string; raw: Buffer; mayLeave: () => Promise<boolean> };

/** `begun`: bytes of the message may have left, so that it may have been accepted where no answer says otherwise. */
export type Sent = { kind: "accepted" } | { kind: "failed"; error: unknown; begun: boolean };

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 25_000, dnsTimeout: 5_000 };

/** A session with a mail server, signed in and ready for messages one after the other. */
export class SmtpLine {
  readonly #connection: SMTPConnection;
  /** Ends what waits for the server, with the reason. */
  #giveUp: ((error: unknown) => void) | null = null;
  #isOpen = true;
  /** How many messages it has carried. */
  carried = 0;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    connection.on("end", () => {
      this.#isOpen = false;
      // Behind whatever the library says in the same breath, which knows more.
      setImmediate(() => this.#giveUp?.(new LineLost("the line was closed")));
    });
  }

  /** Opens a session. Rejects with the library's error when that fails, or when `signal` says that it takes too long. */
  static open(server: MailServer, signal: AbortSignal): Promise<SmtpLine> {
    const connection = new SMTPConnection(optionsOf(server));
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        reject(error);
        connection.close();
      };
      // Stays for the life of the line: an error that nobody listens for would end the process.
      connection.on("error", fail);
      connection.once("end", () => setImmediate(reject, new LineLost("the line was closed while it was opened")));
      const giveUp = () => fail(signal.reason);
      signal.addEventListener("abort", giveUp, { once: true });
      const open = () => {
        signal.removeEventListener("abort", giveUp);
        resolve(new SmtpLine(connection));
      };
      connection.connect((error) => {
        if (error) return fail(error);
        if (server.login === null) return open();
        if (!connection.allowsAuth) return fail(new NoSignIn("the mail server offers no sign-in"));
        connection.login({ credentials: server.login }, (refusal) => (refusal ? fail(refusal) : open()));
      });
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Sends one message and says what became of it; never rejects. A line that failed in the midst of one is closed. */
  async send({ from, to, raw, mayLeave }: Parcel): Promise<Sent> {
    const content = new Content(raw, mayLeave);
    const envelope = { from, to: [to], size: raw.length };
    this.carried += 1;
    try {
      await this.#answered((done) => this.#connection.send(envelope, content, done));
      return { kind: "accepted" };
    } catch (error) {
      await this.#recover(error, content);
      return { kind: "failed", error, begun: content.begun };
    }
  }

  /** Drops whatever is on its way, at once. */
  cut(reason: Error): void {
    this.#giveUp?.(reason);
    this.close();
  }

  /** Says goodbye and closes. */
  quit(): void {
    this.#isOpen = false;
    this.#connection.quit();
  }

  close(): void {
    this.#isOpen = false;
    this.#connection.close();
  }

  #answered(ask: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#giveUp = reject;
      ask((error) => (error ? reject(error) : resolve()));
    }).finally(() => {
      this.#giveUp = null;
    });
  }

  /** After a refusal before any content the session goes on; otherwise nobody knows what the server would read next. */
  async #recover(error: unknown, content: Content): Promise<void> {
    const isRefusal = error instanceof Error && "responseCode" in error && error.responseCode !== 421;
    if (!this.#isOpen || !isRefusal || content.begun) return this.close();
    await this.#answered((done) => this.#connection.reset(done)).catch(() => this.close());
  }
}

/** The server wants no user name, and one is set. */
export class NoSignIn extends Error {
  override name = "NoSignIn";
}

/** The line ended without a word. */
class LineLost extends Error {
  override name = "LineLost";
}

/**
 * The message as a stream. Its library reads it once the server has answered DATA; only then is it asked whether it may
 * leave, so that what a crash leaves open is no more than what may really be out.
 */
class Content extends Readable {
  readonly #raw: Buffer;
  readonly #mayLeave: () => Promise<boolean>;
  #isAsked = false;
  begun = false;

  constructor(raw: Buffer, mayLeave: () => Promise<boolean>) {
    super();
    this.#raw = raw;
    this.#mayLeave = mayLeave;
  }

  override _read(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#mayLeave().then(
      (may) => {
        if (!may) return void this.destroy(new Error("the batch is another worker's by now"));
        if (this.destroyed) return;
        this.begun = true;
        this.push(this.#raw);
        this.push(null);
      },
      (error: unknown) => void this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }
}

function optionsOf({ host, port, tls, name }: MailServer): SMTPConnection.Options {
  const common = { host, port, logger: false, ...timeouts, ...(name !== null && { name }) };
  if (tls === "inside") return { ...common, secure: true };
  return tls === "required"
    ? { ...common, secure: false, requireTLS: true }
    : { ...common, secure: false, ignoreTLS: true };
}
