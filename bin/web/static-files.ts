import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { root } from "../environment.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const prefix = "/_next/static/";

/**
 * Answers for the built scripts, styles and fonts, whose names change with what is in them, and passes everything else
 * on. They were compressed once, after the build, as hard as Brotli can; Next would do it at each request with gzip,
 * and a phone would wait for a seventh more.
 */
export function withStaticFiles(answer: Answer): Answer {
  const files = sirv(join(root, ".next", "static"), { brotli: true, gzip: true, immutable: true, maxAge: 31_536_000 });
  return async (request, response) => {
    const { url = "/" } = request;
    if (!url.startsWith(prefix) || !["GET", "HEAD"].includes(request.method ?? "")) return answer(request, response);
    request.url = url.slice(prefix.length - 1);
    // Waited for where a file is missing: what fails there is the front server's to catch, and would end the process.
    await new Promise<void>((resolve, reject) => {
      response.once("close", resolve);
      files(request, response, () => {
        request.url = url;
        answer(request, response).then(resolve, reject);
      });
    });
  };
}
