import type { Context } from "../engine/context.ts";
import { readStanding } from "../engine/letters/archive/standing.ts";
import { buildId } from "./build-id.ts";
import { tagOf } from "./fresh.ts";

/** What tells one state of a page from another: a tag as HTTP has it, and when its letter last changed. */
export type Stamp = { tag: string; changedAt: Date };

/**
 * The stamp of a letter's page, from everything that stands on it: the letter, its newsletter, those beside it, the
 * site's own words and the build that draws it. Null without a build. In development Next lets no browser keep a page,
 * so nobody comes back with a stamp.
 */
export async function stampOf(
  context: Context,
  named: { newsletterSlug: string; issueSlug: string },
): Promise<Stamp | null> {
  const build = buildId();
  const standing = build === null ? null : await readStanding(context, named);
  if (standing === null) return null;
  const { siteUrl, siteName, postalAddress } = context.settings;
  const tag = tagOf([siteUrl, siteName, postalAddress, standing]);
  return { tag, changedAt: standing.issue.changedAt };
}
