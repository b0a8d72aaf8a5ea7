import type { AuthorChanged } from "../../../engine/studio/authors.ts";

/** The page of authors with what was said to be done, or why it was not. */
export function authorsPath(changed: AuthorChanged, done: string): string {
  return `/studio/authors?said=${changed === "done" ? done : changed.replace(" ", "-")}`;
}
