import { type LookupAddress, lookup } from "node:dns";
import { request as askPlainly } from "node:http";
import { request as askSecurely } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

export type Answered =
  | { kind: "answered"; status: number; location: string | null }
  | { kind: "no answer"; reason: string }
  | { kind: "private" };

export type Asking = {
  method: "HEAD" | "GET";
  url: URL;
  timeoutMs: number;
  /** Which addresses may be spoken to; only a test has others than the public ones. */
  mayAsk?: (address: string) => boolean;
};

/**
 * Asks one web address, follows nothing, and reads no more than the head of the answer. The name is resolved once, here,
 * and the connection goes to the very address that was looked at: a name that means a public address when it is
 * checked and a private one when it is used would otherwise lead into our own network.
 */
export function ask({ method, url, timeoutMs, mayAsk = isPublicAddress }: Asking): Promise<Answered> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // Node asks no resolver about a number, so `lookup` would not be called.
  if (isIP(host) !== 0 && !mayAsk(host)) return Promise.resolve({ kind: "private" });
  return new Promise((resolve) => {
    const send = url.protocol === "https:" ? askSecurely : askPlainly;
    const asked = send(url, {
      method,
      lookup: lookupWithin(mayAsk),
      agent: false,
      headers: { "User-Agent": "Dayletter link check", Accept: "*/*" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    asked.once("response", (response) => {
      resolve({ kind: "answered", status: response.statusCode ?? 0, location: response.headers.location ?? null });
      response.destroy();
    });
    asked.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === notPublic ? { kind: "private" } : { kind: "no answer", reason: spoken(error) });
    });
    // Who wants to go on in another protocol gets neither: Node ends the connection, and the limit of time with it.
    asked.once("close", () => resolve({ kind: "no answer", reason: "it broke the connection off" }));
    asked.end();
  });
}

const notPublic = "EPRIVATE";

function lookupWithin(mayAsk: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      // One private address among public ones is enough to distrust the name.
      if (!first || !addresses.every(({ address }) => mayAsk(address))) {
        return callback(Object.assign(new Error(notPublic), { code: notPublic }), "", 0);
      }
      if (options.all) return (callback as AllCallback)(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

/** Node calls with a list when it asked for all addresses, which the type of a lookup's callback leaves out. */
type AllCallback = (error: null, addresses: LookupAddress[]) => void;

function spoken({ code, name, message }: NodeJS.ErrnoException): string {
  if (name === "AbortError" || name === "TimeoutError") return "it did not answer in time";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its name was not found";
  if (code === "ECONNREFUSED") return "it refused the connection";
  if (code === "ECONNRESET") return "it broke the connection off";
  if (code?.startsWith("CERT_") || /certificate/i.test(message)) return "its certificate is not valid";
  return "it could not be reached";
}
