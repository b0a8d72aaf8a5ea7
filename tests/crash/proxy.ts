import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Conversation, type Seen, type Wish } from "./wire.ts";

/** A way to PostgreSQL for one worker, on which every statement is seen and can be held back or cut off. */
export type Relay = {
  /** The database's address by way of this. */
  url: string;
  /** How many connections are open at this moment. */
  readonly connections: number;
  close(): Promise<void>;
};

/**
 * Listens on a free port of this machine and passes everything on to the server of `databaseUrl`, which may be away for a
 * while. What `watch` says of a statement decides whether it passes; whoever holds one back is about to kill the worker.
 */
export async function startProxy(input: { databaseUrl: string; watch: (seen: Seen) => Wish }): Promise<Relay> {
  const target = new URL(input.databaseUrl);
  const pairs = new Set<Socket>();
  const server = createServer((worker) => {
    pairs.add(worker);
    worker.once("close", () => pairs.delete(worker));
    pass({ worker, database: connect(Number(target.port), target.hostname), watch: input.watch });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(input.databaseUrl);
  const { port } = server.address() as AddressInfo; // it listens on TCP
  url.port = String(port);
  url.hostname = "127.0.0.1";
  return {
    url: url.href,
    get connections() {
      return pairs.size;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of pairs) socket.destroy();
      }),
  };
}

type Pair = { worker: Socket; database: Socket; watch: (seen: Seen) => Wish };

/** One end gone takes the other with it, as without anybody between: a dead worker's transaction is rolled back. */
function pass({ worker, database, watch }: Pair): void {
  const conversation = new Conversation(watch);
  const end = () => {
    worker.destroy();
    database.destroy();
  };
  for (const socket of [worker, database]) socket.setNoDelay(true).on("error", end).on("close", end);
  carry(worker, database, (chunk) => conversation.toDatabase(chunk));
  carry(database, worker, (chunk) => conversation.toWorker(chunk));

  function carry(from: Socket, to: Socket, look: (chunk: Buffer) => { pass: Buffer; wish: Wish }): void {
    let isHeld = false;
    from.on("data", (chunk: Buffer) => {
      if (isHeld) return;
      const { pass: bytes, wish } = look(chunk);
      if (bytes.length > 0 && !to.destroyed && !to.write(bytes)) pauseUntilDrained(from, to);
      isHeld = wish === "hold";
      if (wish === "cut") end();
    });
  }
}

function pauseUntilDrained(from: Socket, to: Socket): void {
  from.pause();
  to.once("drain", () => from.resume());
}
