import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

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
 * Returns whether it came by a proxy of ours that the settings do not name: a neighbor on the same machine or network
 * forwards, and is not believed. Then every visitor looks like that one machine.
 */
export function rewriteForwarding(request: IncomingMessage, isTrusted: (address: string) => boolean): boolean {
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
  return wasForwarded && !isTrusted(peer) && isNeighbor(peer);
}

const { isTrusted: isNeighbor } = trustOf([
  "127.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "::1",
  "fc00::/7",
]);

/** The addresses and networks ("10.0.0.0/8") of the settings, as a question; what is neither is named in `unknown`. */
export function trustOf(proxies: readonly string[]): {
  isTrusted(address: string): boolean;
  unknown: readonly string[];
} {
  const list = new BlockList();
  const unknown = proxies.filter((proxy) => !addTo(list, proxy));
  return { isTrusted: (address) => isIP(address) !== 0 && list.check(address, familyOf(address)), unknown };
}

function addTo(list: BlockList, proxy: string): boolean {
  const [address = "", bits, ...rest] = proxy.split("/");
  const widest = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || rest.length > 0) return false;
  if (bits === undefined) list.addAddress(address, familyOf(address));
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= widest) list.addSubnet(address, Number(bits), familyOf(address));
  else return false;
  return true;
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

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
