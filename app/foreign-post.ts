/**
 * Whether a form was posted from a page that is not ours.
 *
 * The token in the path is what gives the right to act; this only keeps another site from pressing a button for a reader
 * whose link it has got hold of. Every current browser says where a request comes from in `Sec-Fetch-Site`. Browsers
 * that do not say it send an `Origin`, which our token pages blank to "null" (their referrer policy is no-referrer), so
 * "null" has to pass, and so do mail programs and tests that send neither.
 */
export function isForeignPost(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "cross-site" || site === "same-site";
  const origin = headers.get("origin");
  if (origin === null || origin === "null") return false;
  return URL.parse(origin)?.host !== headers.get("host");
}
