import { notFound } from "next/navigation";

/** Where the pages of one course are. */
export const coursePath = (slug: string, page?: "order" | "settings" | "calendar") =>
  `/studio/courses/${slug}${page === undefined ? "" : `/${page}`}`;

export const lessonPath = ({ slug, key }: { slug: string; key: string }) => `${coursePath(slug)}/lessons/${key}`;

/** What no page was found for. */
export function found<Found>(one: Found | null | undefined): Found {
  if (one === null || one === undefined) notFound();
  return one;
}
