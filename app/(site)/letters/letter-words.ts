import type { NewsletterSummary } from "../../../engine/letters/archive/archive.ts";

const dates = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** "March 2, 2026". An issue has one date for everybody: the one on which it was published, in UTC. */
export function issueDate(publishedAt: Date): string {
  return dates.format(publishedAt);
}

/** "About once a week · 12 letters to read" */
export function newsletterFacts({ frequency, issues }: NewsletterSummary): string {
  const read = issues === 0 ? "" : `${issues.toLocaleString("en-US")} ${issues === 1 ? "letter" : "letters"} to read`;
  return [frequency, read].filter((words) => words !== "").join(" · ");
}

/** The links by which programs find a newsletter's feeds, for a page's head. */
export function feedLinks({ slug, title }: { slug: string; title: string }) {
  return {
    "application/rss+xml": [{ url: `/letters/${slug}/rss.xml`, title: `${title} (RSS)` }],
    "application/atom+xml": [{ url: `/letters/${slug}/atom.xml`, title: `${title} (Atom)` }],
  };
}
