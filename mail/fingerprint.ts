import { createHash } from "node:crypto";

/**
 * A short name for one way out: the same for the same parts, different when any of them changes. It is a truncated
 * SHA-256, so a stored fingerprint gives away neither the API key nor the address of a private relay.
 */
export function fingerprintOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
