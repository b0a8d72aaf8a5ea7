import type { IncomingMessage, ServerResponse } from "node:http";
import { largestFileBytes } from "../../engine/import/take-in.ts";
import { importPath, picturesPath } from "./time-limit.ts";

/** Forms are a kilobyte and a provider's webhook some ten; nobody has a reason to send more than this. */
export const bodyLimitBytes = 1_000_000;

/** What is more than a form, by its path. Next cuts off what goes through `proxy.ts` at 10 MiB. */
const longerBodies: Readonly<Record<string, number>> = {
  [importPath]: largestFileBytes + 1_000_000,
  [picturesPath]: 10_200_000,
};

const lingerMs = 500;

/**
 * Refuses a request whose body is too long: at once when it says so itself, otherwise as soon as it has come that far.
 * Returns whether the request may go on.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse): boolean {
  const limitBytes = limitOf(request);
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) {
    refuse(request, response);
    return false;
  }
  countWhatComes(request, response, limitBytes);
  return true;
}

function limitOf({ url = "" }: IncomingMessage): number {
  const path = url.split("?", 1)[0] ?? "";
  return Object.hasOwn(longerBodies, path) ? (longerBodies[path] ?? bodyLimitBytes) : bodyLimitBytes;
}

/** Node pushes each piece into the request's stream; counted here, the stream stays untouched for whoever reads it. */
function countWhatComes(request: IncomingMessage, response: ServerResponse, limitBytes: number): void {
  const push = request.push.bind(request);
  let sizeBytes = 0;
  request.push = (piece: Buffer | null, encoding?: BufferEncoding) => {
    const wasWithin = sizeBytes <= limitBytes;
    sizeBytes += piece?.length ?? 0;
    if (sizeBytes <= limitBytes) return push(piece, encoding);
    if (wasWithin) refuse(request, response);
    // What still comes is dropped. Whoever reads the body must not take the beginning for the whole, so it never ends.
    return true;
  };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (!response.headersSent) {
    response.writeHead(413, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
    response.end("That was longer than anything this site takes.\n");
  }
  // Hanging up on somebody who is still sending would make them lose the answer, so they get a moment to read it.
  setTimeout(() => request.destroy(), lingerMs).unref();
}
