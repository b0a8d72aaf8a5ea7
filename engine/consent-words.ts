/**
 * The exact words beside a form's button and its box. The page shows them and the consent row keeps them, so that
 * what is proven is what was read. To change them is to change them here, in one place.
 */
export function courseWords(course: { title: string; days: number }): string {
  return `I would like the ${course.days} daily lessons of “${course.title}” by email. I can leave at any time.`;
}

/** Under the button of a newsletter's own form, and beside the one on a reader's own page. */
export function newsletterWords({ title }: { title: string }): string {
  return `I would like “${title}” by email. I can leave it at any time.`;
}

/** Beside the box of a course's form, for the newsletter that comes on top. */
export function letterBoxWords({ title }: { title: string }): string {
  return `Also send me “${title}”. I can leave it on its own at any time.`;
}

/** Under the button of whoever is asked at a new address. It names no address, so that an erasure leaves none in it. */
export const addressWords =
  "Please send my letters to this address from now on. I can change it again, or leave, at any time.";

/** Above the button of somebody to whose address mail may go again only if they say so. */
export const returnWords = "Please write to me at this address again. I can leave at any time.";
