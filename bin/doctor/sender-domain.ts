import { Resolver } from "node:dns/promises";

/** What DNS says of the domain that mail is sent from. `unknown`: it did not answer, which is nobody's fault here. */
export type SenderDomain = { domain: string; spf: Found; dmarc: Found; dkim: Found };
type Found = "found" | "missing" | "unknown";

/** Looks the texts of a name up; rejects with a code such as ENOTFOUND, as Node's own resolver does. */
export type LookUp = (name: string) => Promise<readonly string[][]>;

const noSuch = new Set(["ENOTFOUND", "ENODATA"]);

/** A question that takes longer than this is given up: the doctor is asked by a person who waits. */
const timeoutMs = 3_000;

export function dnsLookUp(): LookUp {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  return (name) => resolver.resolveTxt(name);
}

/**
 * SPF and DMARC of a domain, and the DKIM key under a selector where it is known. DMARC of a name below holds from the
 * name above (RFC 7489), so those are asked too, down to two labels.
 */
export async function lookAtDomain(
  { domain, selector }: { domain: string; selector: string | null },
  lookUp: LookUp,
): Promise<SenderDomain> {
  const labels = domain.split(".");
  const above = labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
  const [spf, dkim, ...dmarc] = await Promise.all([
    find(lookUp, domain, /^v=spf1\b/i),
    selector === null ? ("unknown" as const) : find(lookUp, `${selector}._domainkey.${domain}`, /\bp=[A-Za-z0-9+/]/),
    ...above.map((name) => find(lookUp, `_dmarc.${name}`, /^v=DMARC1\b/i)),
  ]);
  const best = dmarc.includes("found") ? "found" : dmarc.includes("unknown") ? "unknown" : "missing";
  return { domain, spf: spf ?? "unknown", dkim: dkim ?? "unknown", dmarc: best };
}

async function find(lookUp: LookUp, name: string, pattern: RegExp): Promise<Found> {
  try {
    const texts = await lookUp(name);
    return texts.some((parts) => pattern.test(parts.join(""))) ? "found" : "missing";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return noSuch.has(code) ? "missing" : "unknown";
  }
}
