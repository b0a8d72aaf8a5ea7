/**
 * Whether a form was sent from a page of ours. Stricter than for a reader's buttons, whose token is their right: here
 * the browser adds the session by itself, so a request that says nothing of where it comes from is refused as well.
 * Every browser of the last years sends `Origin` with a POST.
 */
export function isOwnPost(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (origin === null) return site === "same-origin";
  return URL.parse(origin)?.host === headers.get("host");
}
