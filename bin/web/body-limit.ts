import type { IncomingMessage, ServerResponse } from "node:http";

/** Forms are a kilobyte and a provider's webhook some ten; nobody has a reason to send more than this. */
export const bodyLimitBytes = 1_000_000;

/**
 * Refuses a request whose body is too long: at once when it says so itself, otherwise as soon as it has come that far.
 * Returns whether the request may go on.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse): boolean {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimitBytes) {
    refuse(request, response);
    return false;
  }
  countWhatComes(request, response);
  return true;
}

/** Node pushes each piece into the request's stream; counted here, the stream stays untouched for whoever reads it. */
function countWhatComes(request: IncomingMessage, response: ServerResponse): void {
  const push = request.push.bind(request);
  let sizeBytes = 0;
  request.push = (piece: Buffer | null, encoding?: BufferEncoding) => {
    sizeBytes += piece?.length ?? 0;
    if (sizeBytes <= bodyLimitBytes) return push(piece, encoding);
    refuse(request, response);
    return false;
  };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (!response.headersSent) {
    response.writeHead(413, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
    response.end("That was longer than anything this site takes.\n", () => request.destroy());
    return;
  }
  request.destroy();
}
