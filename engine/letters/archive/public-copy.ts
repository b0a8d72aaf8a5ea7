import type { Part } from "../../../domain/version.ts";
import type { Context } from "../../context.ts";
import { preparedVersion } from "../../fillers.ts";
import { visitorLinks } from "../../web-links.ts";

/** Where an issue stands on the web, for everybody. */
export function issuePath(newsletterSlug: string, issueSlug: string): string {
  return `/letters/${newsletterSlug}/${issueSlug}`;
}

/**
 * An issue as anybody reads it: the form without a name, with the author's own links. It is not handed a reader, so
 * nothing of one can stand in it, and what would lead to a reader's own page leads to where their link is sent again.
 */
export async function fillPublicCopy(
  context: Context,
  { versionId, path }: { versionId: number; path: string },
): Promise<string> {
  const { siteUrl } = context.settings;
  const version = await preparedVersion(context, versionId);
  return version.filler("unnamed").fillWeb({
    values: {
      ...visitorLinks(context),
      "links.me": `${siteUrl}/find`,
      "links.leave": `${siteUrl}/find`,
      "links.web": `${siteUrl}${path}`,
    },
    choices: {},
    linkUrl: (number) => version.links[number] ?? siteUrl,
  });
}

/** A line of an issue, as it reads for somebody without a name. */
export function publicLine(context: Context, parts: readonly Part[]): string {
  const values = visitorLinks(context);
  return parts
    .map((part) => (typeof part === "string" ? part : "slot" in part ? (values[part.slot] ?? "") : ""))
    .join("");
}
