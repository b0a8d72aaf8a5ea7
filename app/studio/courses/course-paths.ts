import { notFound } from "next/navigation";
import { isSlug } from "../../slug.ts";

/** Where the pages of one course are. */
export const coursePath = (slug: string, page?: "order" | "settings" | "calendar") =>
  `/studio/courses/${slug}${page === undefined ? "" : `/${page}`}`;

export const lessonPath = ({ slug, key }: { slug: string; key: string }) => `${coursePath(slug)}/lessons/${key}`;

/** What no page was found for. */
export function found<Found>(one: Found | null | undefined): Found {
  if (one === null || one === undefined) notFound();
  return one;
}

/** Parts of an address that could name a course or a lesson; for anything else there is no page, and nothing is asked. */
export async function namesIn<Names extends Readonly<Record<string, string>>>(params: Promise<Names>): Promise<Names> {
  const names = await params;
  if (!Object.values(names).every(isSlug)) notFound();
  return names;
}
