import { listCourses } from "../../engine/catalogue.ts";
import { listNewsletters } from "../../engine/letters/archive/archive.ts";
import { listPublicIssuePaths } from "../../engine/letters/archive/sitemap.ts";
import { requestContext } from "../context.ts";

export const dynamic = "force-dynamic";

/** The pages that search engines are invited to. Every slug is url-safe, so nothing here needs escaping. */
export async function GET(): Promise<Response> {
  const context = await requestContext();
  const courses = (await listCourses(context)).map(({ slug }) => `/courses/${encodeURIComponent(slug)}`);
  const newsletters = (await listNewsletters(context)).map(({ slug }) => `/letters/${slug}`);
  const fixed = ["/", ...courses, "/articles/what-muscles-does-running-work", "/letters", ...newsletters, "/privacy"];
  const places = [...fixed.map((path) => ({ path, changedAt: null })), ...(await listPublicIssuePaths(context))];
  const urls = places.map(
    ({ path, changedAt }) => `<url><loc>${context.settings.siteUrl}${path}</loc>${lastmod(changedAt)}</url>`,
  );
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("\n")}
</urlset>
`;
  return new Response(xml, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
}

function lastmod(changedAt: Date | null): string {
  return changedAt === null ? "" : `<lastmod>${changedAt.toISOString()}</lastmod>`;
}
