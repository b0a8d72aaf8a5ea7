export type Caller = { ip: string | null; userAgent: string | null };

const longestAgent = 500;

/**
 * Who sent a request, for the proof of a consent and for limits. The address is the last one of `X-Forwarded-For`: our
 * own server in front of Next writes that header from the socket, and Next alone appends nothing to what a stranger
 * sent, so any earlier value may be invented.
 */
export function callerOf(headers: Headers): Caller {
  const ip = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return { ip: ip || null, userAgent: headers.get("user-agent")?.slice(0, longestAgent) || null };
}
