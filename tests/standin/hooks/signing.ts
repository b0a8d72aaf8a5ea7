import { createHmac } from "node:crypto";
import type { Forgery } from "./settings.ts";

/** A webhook as it goes over the wire. */
export type Signed = { headers: Record<string, string>; body: string };

const anotherSecret = `whsec_${Buffer.from("somebody else's secret").toString("base64")}`;

/** Receivers allow five minutes either way. */
const farOffSeconds = 600;

/** Signs as the Standard Webhooks specification says, under Svix's header names, or so that it must not be believed. */
export function signed(input: {
  id: string;
  body: string;
  secret: string;
  now: number;
  forged: Forgery | null;
}): Signed {
  const { id, body, secret, forged } = input;
  const timestamp = String(Math.floor(input.now / 1000) + skewOf(forged));
  const signature = signatureOf({
    id,
    timestamp,
    body,
    secret: forged === "wrong_signature" ? anotherSecret : secret,
  });
  const headers = { "content-type": "application/json", "svix-id": id, "svix-timestamp": timestamp };
  if (forged === "unsigned") return { headers, body };
  const sentBody = forged === "tampered" ? body.replace(/"subject":"/, '"subject":"Re: ') : body;
  return { headers: { ...headers, "svix-signature": `v1,${signature}` }, body: sentBody };
}

export function signatureOf(input: { id: string; timestamp: string; body: string; secret: string }): string {
  const key = Buffer.from(input.secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(`${input.id}.${input.timestamp}.${input.body}`).digest("base64");
}

function skewOf(forged: Forgery | null): number {
  if (forged === "stale") return -farOffSeconds;
  return forged === "early" ? farOffSeconds : 0;
}
