export type ReaderPage = "confirm" | "lessons" | "me" | "leave";

/**
 * Where a reader's page stands. A token of ours is url-safe already; a forged one may hold anything, line breaks
 * included, and also ends up in a Location header.
 */
export function readerPath(page: ReaderPage, token: string): string {
  return `/${page}/${encodeURIComponent(token)}`;
}
