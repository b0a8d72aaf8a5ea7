import { connect } from "node:net";

/** What came back: a status, a connection that was closed without one, or nothing within the time. */
export type Reply = { kind: "status"; status: number } | { kind: "closed" } | { kind: "no answer" };

/** Sends bytes over a connection of their own, and reads the answer to its end, or leaves as soon as it has begun. */
export function knock(input: { port: number; bytes: Buffer; stays: boolean; limitMs: number }): Promise<Reply> {
  return new Promise((resolve) => {
    let head = "";
    const socket = connect(input.port, "127.0.0.1");
    const end = (reply: Reply) => {
      clearTimeout(limit);
      socket.destroy();
      resolve(reply);
    };
    const heard = (otherwise: Reply): Reply => {
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
      return status === undefined ? otherwise : { kind: "status", status: Number(status) };
    };
    const limit = setTimeout(() => end(heard({ kind: "no answer" })), input.limitMs);
    socket.on("error", () => end(heard({ kind: "closed" })));
    socket.on("close", () => end(heard({ kind: "closed" })));
    socket.on("data", (piece) => {
      // After "100 Continue" comes the answer itself.
      if (head.length < 64)
        head = `${head}${piece.toString("latin1", 0, 128)}`.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n/, "");
      if (!input.stays && heard({ kind: "closed" }).kind === "status") end(heard({ kind: "closed" }));
    });
    // Ours ends here, so that a request which was cut is seen to be one at once.
    socket.end(input.bytes);
  });
}
