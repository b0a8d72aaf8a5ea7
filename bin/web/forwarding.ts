import type { IncomingMessage } from "node:http";
import { isNeighbor } from "../../engine/network.ts";

/** What a proxy says about a request, and what anybody could invent. */
const claims = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Puts into the request's headers what the socket knows, in place of what was sent along: a stranger's
 * X-Forwarded-For would otherwise escape every limit and enter the proof of a consent. Only what a trusted proxy says
 * is kept. `Forwarded` remains as a mark on whatever came through a proxy, trusted or not: the mailbox, which answers
 * this machine alone, looks for it.
 *
 * Returns the proxy of ours that it came by and that the settings do not name, or null: a neighbor on the same machine or
 * network forwards, and is not believed. Then every visitor looks like that one machine.
 */
export function rewriteForwarding(request: IncomingMessage, isTrusted: (address: string) => boolean): string | null {
  const { headers } = request;
  const peer = plainAddress(request.socket.remoteAddress ?? "");
  const wasForwarded = claims.some((name) => headers[name] !== undefined);
  const said = isTrusted(peer) ? headers : {};
  const caller = lastUntrusted([...listed(said["x-forwarded-for"]), peer], isTrusted);
  const protocol = listed(said["x-forwarded-proto"]).at(-1) === "https" ? "https" : "http";
  for (const name of claims) delete headers[name];
  headers["x-forwarded-for"] = caller;
  headers["x-forwarded-proto"] = protocol;
  if (headers.host !== undefined) headers["x-forwarded-host"] = headers.host;
  if (wasForwarded) headers.forwarded = `for="${caller}"`;
  return wasForwarded && !isTrusted(peer) && isNeighbor(peer) ? peer : null;
}

/** Every proxy appends whom it heard from, so the last one that is no proxy of ours is the caller. */
function lastUntrusted(chain: readonly string[], isTrusted: (address: string) => boolean): string {
  return chain.findLast((address) => !isTrusted(address)) ?? chain[0] ?? "";
}

function listed(header: string | string[] | undefined): string[] {
  const values = [header ?? []].flat().join(",").split(",");
  return values.map((value) => plainAddress(value.trim())).filter((value) => value !== "");
}

/** A socket that serves both families writes an IPv4 address as "::ffff:192.0.2.1". */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
