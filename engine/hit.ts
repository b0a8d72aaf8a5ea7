import type { EventFacts } from "../db/schema/deliveries.ts";
import { networkOf } from "./network.ts";

/** What is kept of a request for a link or the pixel, and whether it may be. */
export type Hit = {
  facts: EventFacts;
  /** The browser asks not to be followed: Global Privacy Control, or the older Do Not Track. */
  refused: boolean;
};

const longestAgent = 500;
const longestPurpose = 100;

/** Reads a request by its headers alone. `x-forwarded-for` is what our own server in front wrote into it. */
export function readHit(input: { method: string; header: (name: string) => string | null | undefined }): Hit {
  const { method, header } = input;
  const address = header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const purpose = header("sec-purpose") ?? header("purpose") ?? header("x-purpose") ?? header("x-moz");
  return {
    facts: {
      method,
      userAgent: kept(header("user-agent"), longestAgent),
      network: networkOf(address),
      purpose: kept(purpose, longestPurpose),
    },
    refused: header("sec-gpc")?.trim() === "1" || header("dnt")?.trim() === "1",
  };
}

/** Without control characters, of which PostgreSQL's JSON refuses one: a single odd request must not spoil a set. */
function kept(value: string | null | undefined, longest: number): string | null {
  return value?.replaceAll(/\p{Cc}/gu, "").slice(0, longest) || null;
}
