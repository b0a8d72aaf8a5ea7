import type { IncomingMessage, ServerResponse } from "node:http";
import { type Hit, readHit } from "../../engine/hit.ts";
import type { Tracker } from "../../engine/track.ts";
import { pixelAnswer, redirectTo, type TrackedAnswer } from "../../engine/tracked-answers.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers the links and the pixel of messages before Next: a morning's mail is opened by thousands at once, and a route
 * of Next answers some 2,000 a second where this answers more than ten times that (`npm run bench`). Whatever needs
 * words, a link that leads nowhere or a database that is away, is left to Next, whose route is the same engine's.
 */
export function withTrackedLinks(answer: Answer, tracker: Pick<Tracker, "follow" | "see">): Answer {
  return async (request, response) => {
    const asked = askedOf(request);
    if (asked === null) return answer(request, response);
    if (asked.page === "o") {
      tracker.see(asked);
      return send(request, response, pixelAnswer);
    }
    const followed = await tracker.follow(asked).catch(() => null);
    if (followed?.kind !== "found") return answer(request, response);
    send(request, response, redirectTo(followed.url));
  };
}

type Asked = { page: "r" | "o"; token: string; link: string | null; hit: Hit };

const trackedPath = /^\/([ro])\/([^/?]+)(?:\?(.*))?$/;

function askedOf({ method = "", url = "", headers }: IncomingMessage): Asked | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const [, page, token = "", query = ""] = trackedPath.exec(url) ?? [];
  if (page !== "r" && page !== "o") return null;
  const header = (name: string) => [headers[name]].flat().join(",") || null;
  return { page, token, link: new URLSearchParams(query).get("n"), hit: readHit({ method, header }) };
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: TrackedAnswer): void {
  response.writeHead(status, headers);
  response.end(request.method === "HEAD" ? undefined : body);
}
