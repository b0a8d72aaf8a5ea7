import { isIPv4, isIPv6 } from "node:net";

/**
 * The network that an address belongs to, which is all that is kept of it: an IPv4 address without its last byte, an
 * IPv6 address without its last ten. So a scanner's machines can be told to be of one house, and no reader's home can
 * be told from their neighbors'. Null for what is no address.
 */
export function networkOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(plain)) return plain.replace(/\.\d+$/, ".0/24");
  const [unscoped = ""] = plain.split("%");
  if (!isIPv6(unscoped)) return null;
  return `${firstGroups(unscoped).join(":")}::/48`;
}

/** The first three of an IPv6 address's eight groups, written out. */
function firstGroups(address: string): string[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const before = head.split(":").filter((group) => group !== "");
  const after = (tail ?? "").split(":").filter((group) => group !== "");
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...(tail === undefined ? [] : zeros), ...after].slice(0, 3);
}
