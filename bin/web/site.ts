import type { IncomingMessage, ServerResponse } from "node:http";
import compression from "compression";
import { paintFirst } from "./paint-first.ts";
import { withStaticFiles } from "./static-files.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The built site as this process gives it out: its files as they lie there, its pages compressed and drawn first. */
export function builtSite(answer: Answer): Answer {
  const compress = compression();
  return withStaticFiles(async (request, response) => {
    // Express's types for a middleware that needs nothing of Express.
    compress(request as never, response as never, () => {});
    paintFirst(response);
    await answer(request, response);
  });
}
