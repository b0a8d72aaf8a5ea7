export type Caller = { ip: string | null; userAgent: string | null };

const longestAgent = 500;

/**
 * Who sent a request, for the proof of a consent and for limits. The address is the last one of `X-Forwarded-For`: our
 * own server in front of Next writes that header from the socket, and any earlier value may be invented. Where Next runs
 * alone it believes the header that it is sent, so there the address proves little.
 */
export function callerOf(headers: Headers): Caller {
  const ip = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return { ip: ip || null, userAgent: headers.get("user-agent")?.slice(0, longestAgent) || null };
}
