import { createHash } from "node:crypto";
import { buildId } from "./build-id.ts";

type Body = string | Uint8Array<ArrayBuffer>;

type Fresh = {
  request: Request;
  /** Everything that it is made from, as it stands now. */
  from: unknown;
  /** Made only for whoever does not have it. */
  body: () => Promise<Body>;
  contentType: string;
  /** When what it says last changed. */
  changedAt: Date;
  /** How long nobody needs to ask again. */
  maxAgeSeconds: number;
};

/**
 * An answer for whoever comes by again and again, such as a feed reader: with a tag and a date, and without a body
 * where the same is there already (RFC 9110, 13.1). It is the same for everybody. Whether it is new is decided by what
 * it is made from, before anything is made: a card is half a second of drawing, and most ask for what they have.
 */
export async function freshAnswer(fresh: Fresh): Promise<Response> {
  const { request, from, body, contentType, changedAt, maxAgeSeconds } = fresh;
  const tag = tagOf([contentType, from]);
  const headers = {
    ETag: tag,
    "Last-Modified": changedAt.toUTCString(),
    "Cache-Control": `public, max-age=${maxAgeSeconds}`,
    "X-Content-Type-Options": "nosniff",
  };
  if (isKnown(request.headers, { tag, changedAt })) return new Response(null, { status: 304, headers });
  return new Response(await body(), { headers: { ...headers, "Content-Type": contentType } });
}

/** A tag as HTTP has it, of what something is made from and the build that makes it. */
export function tagOf(from: unknown): string {
  const made = JSON.stringify([buildId(), from]);
  return `"${createHash("sha256").update(made).digest("base64url").slice(0, 27)}"`;
}

/** Whether the caller has this very answer. Where a tag is sent, the date is not looked at. */
export function isKnown(headers: Headers, { tag, changedAt }: { tag: string; changedAt: Date }): boolean {
  const tags = headers.get("if-none-match");
  // Weakly compared, as a GET has it: whoever compressed the answer on the way has made its tag a weak one.
  if (tags !== null) return tags.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === tag);
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && Math.floor(changedAt.getTime() / 1_000) * 1_000 <= since;
}

export function nothingThere(words: string): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(`${words}\n`, { status: 404, headers: { ...headers, "X-Content-Type-Options": "nosniff" } });
}
