import { isLoopback } from "../../engine/loopback.ts";

/**
 * Whether a request came straight from a browser on this machine. The mailbox holds everybody's confirmation links, so
 * "from this machine" is not enough: a proxy or a tunnel on this machine speaks for the whole world.
 *
 * Our own server in front of Next marks what was forwarded to it. Where Next runs alone, it fills in the forwarding
 * headers from the socket itself, so each has to say what a direct request would make it say. The name in `Host` keeps
 * out a page elsewhere whose own name was made to point at 127.0.0.1.
 */
export function isDirect(headers: Headers): boolean {
  const host = headers.get("host") ?? "";
  if (!isLoopback(`http://${host}`)) return false;
  if (signsOfAProxy.some((name) => headers.has(name))) return false;
  const saysOnly = (name: string, isRight: (value: string) => boolean) =>
    isRight(headers.get(name) ?? "") || !headers.has(name);
  return (
    saysOnly("x-forwarded-for", isLoopbackAddress) &&
    saysOnly("x-forwarded-host", (value) => value === host) &&
    saysOnly("x-forwarded-proto", (value) => value === "http")
  );
}

const signsOfAProxy = ["forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"];

function isLoopbackAddress(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}
