import { BlockList, isIP } from "node:net";

/**
 * Networks that no letter leads to and that our server may reach where an author's browser may not: this machine, the
 * private ranges, those of clouds' metadata, and what is set aside (IANA's special-purpose registries, RFC 6890).
 */
const elsewhere = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  elsewhere.addSubnet(network, prefix, "ipv4");
}

const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Parts of it that lead back to IPv4 addresses, which could be any, and documentation. */
const translated = new BlockList();
translated.addSubnet("2001::", 23, "ipv6");
translated.addSubnet("2001:db8::", 32, "ipv6");
translated.addSubnet("2002::", 16, "ipv6");

/** Whether an address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !elsewhere.check(address, "ipv4");
    case 6:
      return globalUnicast.check(address, "ipv6") && !translated.check(address, "ipv6");
    default:
      return false;
  }
}
