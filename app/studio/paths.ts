/** Where somebody who is not signed in is led, with the page of ours to come back to. */
export function comeInPath(to: string | null): string {
  const wanted = to === null ? null : ownPath(to);
  return wanted === null || wanted === "/studio"
    ? "/studio/come-in"
    : `/studio/come-in?to=${encodeURIComponent(wanted)}`;
}

export const ownerOnlyPath = "/studio/owner-only";

/** The path if it leads to a page of the studio, and null if it could lead anywhere else. */
export function ownPath(path: string): string | null {
  if (!/^\/studio(?:[/?]|$)/.test(path) || path.length > 1_000) return null;
  const url = URL.parse(path, "http://here");
  if (url === null || url.host !== "here" || !/^\/studio(?:\/|$)/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}`;
}

/** The same page with `said` in its query, so that it opens with the words for what was just done. */
export function withSaid(path: string, said: string): string {
  const [way = "", query = ""] = path.split("?");
  const params = new URLSearchParams(query);
  params.set("said", said);
  return `${way}?${params}`;
}

/** Where it is said how the provider's webhooks are connected. */
export const feedbackPath = "/studio/figures/feedback";
