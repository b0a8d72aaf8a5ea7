import { connect } from "node:net";

/** What came back: a status and where it leads, a connection that was closed without one, or nothing within the time. */
export type Reply =
  | { kind: "status"; status: number; location: string | null }
  | { kind: "closed" }
  | { kind: "no answer" };

type Knock = { port: number; bytes: Buffer; isWhole: boolean; stays: boolean; limitMs: number };

/** Sends bytes over a connection of their own, and reads the answer to its end, or leaves as soon as it has begun. */
export function knock({ port, bytes, isWhole, stays, limitMs }: Knock): Promise<Reply> {
  return new Promise((resolve) => {
    let head = "";
    const socket = connect(port, "127.0.0.1");
    const end = (otherwise: Reply) => {
      clearTimeout(limit);
      socket.destroy();
      resolve(replyIn(head) ?? otherwise);
    };
    const limit = setTimeout(() => end({ kind: "no answer" }), limitMs);
    socket.on("error", () => end({ kind: "closed" }));
    socket.on("close", () => end({ kind: "closed" }));
    socket.on("data", (piece) => {
      if (!head.includes("\r\n\r\n")) head = withoutInterim(head + piece.toString("latin1"));
      if (!stays && replyIn(head) !== null) end({ kind: "closed" });
    });
    // Node takes an end of ours for leaving. So only what waits for more says that there is none.
    if (isWhole) socket.write(bytes);
    else socket.end(bytes);
  });
}

/** After "100 Continue" comes the answer itself. */
function withoutInterim(head: string): string {
  return head.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n(?:[^\r]+\r\n)*\r\n/, "");
}

function replyIn(head: string): Reply | null {
  if (!head.includes("\r\n\r\n")) return null;
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status === undefined) return null;
  return { kind: "status", status: Number(status), location: /\r\nlocation: ([^\r]*)\r\n/i.exec(head)?.[1] ?? null };
}
