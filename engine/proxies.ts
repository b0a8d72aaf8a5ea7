import { BlockList, isIP } from "node:net";
import { listProxies, seeProxy } from "../db/proxies.ts";
import type { Context } from "./context.ts";

const rememberedMs = 24 * 3_600_000;
const mostNamed = 3;

/** Notes a neighbor that forwards requests and that the settings do not name, for whoever looks after the site. */
export async function noteProxy(context: Context, { address }: { address: string }): Promise<void> {
  const { elapsedAt } = await context.clocks.read(context.db);
  await seeProxy(context.db, { address, seenAt: elapsedAt });
}

/** Of those noted in the last day, the ones that the settings of now do not name either, in words. */
export async function proxyConcerns(context: Context): Promise<string[]> {
  const { elapsedAt } = await context.clocks.read(context.db);
  const seenFrom = new Date(elapsedAt.getTime() - rememberedMs);
  const { isTrusted } = trustOf(context.settings.trustedProxies);
  const seen = await listProxies(context.db, { seenFrom, limit: mostNamed });
  return seen.filter((address) => !isTrusted(address)).map((address) => proxyWords(address, context.settings));
}

/** It is not told to trust without a look: on a network of one's own a visitor can pretend to forward. */
export function proxyWords(address: string, { trustedProxies }: Pick<Context["settings"], "trustedProxies">): string {
  const setting = [...trustedProxies, address].join(",");
  return `Requests are forwarded by ${address}, which TRUSTED_PROXIES does not name. So every visitor looks like that machine, all share one limit, and it stands in the proof of every consent. If it is your proxy, set TRUSTED_PROXIES=${setting} and start Dayletter again.`;
}

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

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
