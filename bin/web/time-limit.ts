import type { IncomingMessage } from "node:http";

/** Where a file of readers is sent. On a slow line that takes its time, and `proxy.ts` must leave it alone. */
export const importPath = "/studio/readers/import/file";

/** Where an author's picture is sent. */
export const picturesPath = "/studio/letters/pictures";

/** Node's own limit for a whole request, which cannot differ from path to path: that of the longest. */
export const longestRequestMs = 3_600_000;

/**
 * A form may take half a minute in all, and a picture as long as 10 MB take on a telephone's line; a file may take long,
 * but something of it has to come.
 */
const limits = { formMs: 30_000, pictureMs: 180_000, silentMs: 30_000 };

/**
 * Hangs up on a request whose body does not come to an end: a form has half a minute, as ever, and a picture three; a
 * file has an hour as long as it keeps coming.
 */
export function limitTime(request: IncomingMessage, { formMs, pictureMs, silentMs } = limits): void {
  const { method = "GET", url = "" } = request;
  if (method === "GET" || method === "HEAD" || request.complete) return;
  const path = url.split("?", 1)[0];
  if (path === importPath) hangUpWhenSilent(request, silentMs);
  else hangUpWhenLate(request, path === picturesPath ? pictureMs : formMs);
}

function hangUpWhenLate(request: IncomingMessage, formMs: number): void {
  const limit = setTimeout(() => request.complete || request.destroy(), formMs).unref();
  request.once("close", () => clearTimeout(limit));
}

function hangUpWhenSilent(request: IncomingMessage, silentMs: number): void {
  let readBytes = request.socket.bytesRead;
  const watch = setInterval(() => {
    const isSilent = request.socket.bytesRead === readBytes && !request.complete;
    // What nobody reads here comes to a stop by itself; only a paused sender is silent while we are reading.
    if (isSilent && request.readableLength === 0) request.destroy();
    readBytes = request.socket.bytesRead;
  }, silentMs).unref();
  request.once("close", () => clearInterval(watch));
}
