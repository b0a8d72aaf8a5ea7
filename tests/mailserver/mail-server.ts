import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** An answer of the server's in its own words, such as `{ code: 550, words: "5.1.1 no such user" }`. */
export type Reply = { code: number; words: string };

/** `cut`: the line is cut before an answer. `hang`: it never answers. "accept then" takes the message first. */
type Behavior = Reply | "cut" | "hang" | "accept then cut" | "accept then hang" | null;

export type Received = { from: string; to: string; raw: Buffer };

export type MailServerStandin = {
  port: number;
  /** What it took: its own record, and the oracle for "was it sent". */
  received: Received[];
  /** To whom a message came whole whose sender it could not tell what became of it. */
  unanswered: string[];
  /** How many sessions were opened, and the names that signed in. */
  sessions: number;
  users: string[];
  greet: () => Reply | null;
  onSender: (address: string) => Reply | "cut" | null;
  onRecipient: (address: string) => Reply | "cut" | null;
  onMessage: (to: string) => Behavior;
  /** How long it thinks about a message before it answers. */
  thinkMs: number;
  /** Ends all sessions that are open, as a restart does. */
  dropAll(): void;
  stop(): Promise<void>;
};

/** A real SMTP server on this machine, as moody as the test asks. Everything is taken until a test says otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}, onPort = 0): Promise<MailServerStandin> {
  const server = new SMTPServer({
    ...{ disabledCommands: ["AUTH", "STARTTLS"], logger: false, closeTimeout: 1, hideSize: false },
    ...options,
    onConnect(_, done) {
      standin.sessions += 1;
      done(errorOf(standin.greet()));
    },
    onAuth({ username = "", password }, _, done) {
      if (password !== "right") return done(null);
      standin.users.push(username);
      done(null, { user: username });
    },
    onMailFrom: ({ address }, { id }, done) => answer(standin.onSender(address), { id, done }),
    onRcptTo: ({ address }, { id }, done) => answer(standin.onRecipient(address), { id, done }),
    async onData(stream, { id, envelope }, done) {
      // A sender that closes in the middle of a message has sent none.
      const raw = await buffer(stream).catch(() => null);
      if (raw === null) return;
      const to = envelope.rcptTo.map(({ address }) => address).join();
      const behavior = standin.onMessage(to);
      const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
      if (behavior === null || String(behavior).startsWith("accept")) standin.received.push({ from, to, raw });
      const isHung = behavior === "hang" || behavior === "accept then hang";
      if (!isHung && standin.thinkMs > 0) await setTimeout(standin.thinkMs);
      const reply = isHung || typeof behavior === "string" ? "cut" : behavior;
      if (reply === "cut" || !isThere(id)) standin.unanswered.push(to);
      if (!isHung) answer(reply, { id, done });
    },
  });
  const answer = (said: Reply | "cut" | null, { id, done }: { id: string; done: (error?: Error | null) => void }) => {
    if (said === "cut") drop(({ session }) => session.id === id);
    else done(errorOf(said));
  };
  const isThere = (id: string) =>
    [...server.connections].some(({ session, _socket }) => session.id === id && !_socket.destroyed);
  const drop = (isMeant: (connection: Connection) => boolean) => {
    for (const connection of server.connections) if (isMeant(connection)) connection._socket.destroy();
  };
  await new Promise<void>((resolve) => void server.listen(onPort, "127.0.0.1", resolve));
  server.on("error", () => {});
  const { port } = server.server.address() as AddressInfo; // It listens on a port, not on a pipe.
  const standin: MailServerStandin = {
    ...{ port, received: [], unanswered: [], sessions: 0, users: [], thinkMs: 0 },
    ...{ greet: () => null, onSender: () => null, onRecipient: () => null, onMessage: () => null },
    dropAll: () => drop(() => true),
    async stop() {
      drop(() => true);
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
  return standin;
}

type Connection = SMTPServer["connections"] extends Set<infer One> ? One : never;

function errorOf(reply: Reply | null): Error | null {
  return reply === null ? null : Object.assign(new Error(reply.words), { responseCode: reply.code });
}
