import { BlockList, isIPv4, isIPv6 } from "node:net";

/**
 * The network that an address belongs to, which is all that is kept of it: an IPv4 address without its last byte, an
 * IPv6 address without its last ten. So a scanner's machines can be told to be of one house, and no reader's home can
 * be told from their neighbors'. Null for what is no address.
 */
export function networkOf(address: string): string | null {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return plain.replace(/\.\d+$/, ".0/24");
  return isIPv6(plain) ? prefixOf(plain, 3) : null;
}

/**
 * By what a caller is told from others, the narrowest first: an IPv4 address as it is; of an IPv6 address the /64 that
 * every household and every rented machine has for itself, and the /48 that one customer may hold 65,536 of those in.
 */
export function callersOf(address: string | null): readonly string[] {
  const plain = plainAddress(address ?? "");
  if (isIPv4(plain)) return [plain];
  return isIPv6(plain) ? [prefixOf(plain, 4), prefixOf(plain, 3)] : ["unknown"];
}

/** Whether this machine asked itself. */
export function isLoopbackAddress(address: string | null): boolean {
  const plain = plainAddress(address ?? "");
  return plain === "::1" || (isIPv4(plain) && plain.startsWith("127."));
}

const neighbors = new BlockList();
for (const [network, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  neighbors.addSubnet(network, bits, "ipv4");
}
neighbors.addAddress("::1", "ipv6");
neighbors.addSubnet("fc00::", 7, "ipv6");

/** Whether it is an address of this machine or of a network of one's own, as a proxy's beside us is. */
export function isNeighbor(address: string | null): boolean {
  const plain = plainAddress(address ?? "");
  if (isIPv4(plain)) return neighbors.check(plain, "ipv4");
  return isIPv6(plain) && neighbors.check(plain, "ipv6");
}

/** Without the zone of a link-local address, and as IPv4 what a socket of both families writes as "::ffff:192.0.2.1". */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "").split("%")[0] ?? "";
}

/** The first `count` of an IPv6 address's eight groups, written out, with the width of the network that they name. */
function prefixOf(address: string, count: number): string {
  const { hostname } = new URL(`http://[${address}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const before = head.split(":").filter((group) => group !== "");
  const after = (tail ?? "").split(":").filter((group) => group !== "");
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  const groups = [...before, ...(tail === undefined ? [] : zeros), ...after];
  return `${groups.slice(0, count).join(":")}::/${count * 16}`;
}
