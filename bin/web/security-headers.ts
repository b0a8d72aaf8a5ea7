import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * What every answer carries, whoever makes it. Next reads the request's own Content-Security-Policy to find the nonce
 * that it puts on its scripts, so the policy is written into the request as well as into the answer.
 */
export function setSecurityHeaders(input: {
  request: IncomingMessage;
  response: ServerResponse;
  isDevelopment: boolean;
  isHttps: boolean;
}): void {
  const { request, response } = input;
  const policy = contentPolicy({ nonce: randomBytes(16).toString("base64"), isDevelopment: input.isDevelopment });
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  // A token in the path is a key: no other site learns the address of the page that led to it.
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "SAMEORIGIN");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", isForMail(request) ? "cross-origin" : "same-origin");
  response.setHeader("Permissions-Policy", permissions);
  if (input.isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}

/** What a mail program or a page that quotes a letter shows on its own site: drawings, the pixel, the picture of a letter. */
function isForMail({ url = "" }: IncomingMessage): boolean {
  return /^\/(?:pictures|o)\/|^\/letters\/[^?]*\/card\.png(?:$|\?)/.test(url);
}

/** Nothing here asks for any of these. What the timer of a lesson uses, a lock on the screen, is left as it is. */
const permissions = [
  "camera",
  "microphone",
  "geolocation",
  "payment",
  "usb",
  "serial",
  "bluetooth",
  "midi",
  "browsing-topics",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

function contentPolicy(input: { nonce: string; isDevelopment: boolean }): string {
  const directives = [
    "default-src 'self'",
    // Development rebuilds code in the browser by eval; nothing else does.
    `script-src 'self' 'nonce-${input.nonce}'${input.isDevelopment ? " 'unsafe-eval'" : ""}`,
    // React writes style attributes, and a mail shown in the mailbox is styled by nothing else.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${input.isDevelopment ? " ws:" : ""}`,
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ];
  return directives.join("; ");
}
