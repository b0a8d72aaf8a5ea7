/**
 * An address of which only the ends can be read: "maria@mail.example.com" as "m…a@m…l.example.com" would still name the
 * host, so everything between the first letter and the last label is hidden as well: "m…a@m….com". Whoever knows the
 * address recognizes it, and whoever does not learns nothing to write to.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const lastLabel = domain.slice(domain.lastIndexOf("."));
  // The end of a short name would be half of it.
  const end = local.length > 3 ? local.slice(-1) : "";
  return `${local.slice(0, 1)}…${end}@${domain.slice(0, 1)}…${lastLabel}`;
}
