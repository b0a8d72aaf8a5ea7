export type ReaderPage = "confirm" | "lessons" | "me" | "leave" | "address" | "letter";

/**
 * Where a reader's page stands. A token of ours is url-safe already; a forged one may hold anything, line breaks
 * included, and also ends up in a Location header.
 */
export function readerPath(page: ReaderPage, token: string): string {
  return `/${page}/${encodeURIComponent(token)}`;
}

/** A lesson by its name, for one that has no mail of its own. */
export function ownLessonPath(meToken: string, { courseSlug, key }: { courseSlug: string; key: string }): string {
  return `${readerPath("me", meToken)}/lessons/${encodeURIComponent(courseSlug)}/${encodeURIComponent(key)}`;
}

/** The page to print of a course that is finished. */
export function certificatePath(meToken: string, courseSlug: string): string {
  return `${readerPath("me", meToken)}/certificate/${encodeURIComponent(courseSlug)}`;
}

/** The changes that a reader makes on pages of their own, by the name of the page. */
export const changes = [
  "time",
  "days",
  "pause",
  "resume",
  "next",
  "restart",
  "budget",
  "name",
  "address",
  "counting",
  "letters",
  "copy",
  "leave",
  "erase",
] as const;
export type Change = (typeof changes)[number];

/** Where a change is explained, and with `press` where its button leads. */
export function changePath(token: string, change: Change, press = ""): string {
  return `${readerPath("me", token)}/${change}${press && `/${press}`}`;
}
