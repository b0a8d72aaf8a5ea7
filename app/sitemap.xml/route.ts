import { listCourses } from "../../engine/catalogue.ts";
import { requestContext } from "../context.ts";

export const dynamic = "force-dynamic";

/** The pages that search engines are invited to. A course's slug is url-safe, so nothing here needs escaping. */
export async function GET(): Promise<Response> {
  const context = await requestContext();
  const courses = (await listCourses(context)).map(({ slug }) => `/courses/${encodeURIComponent(slug)}`);
  const paths = ["/", ...courses, "/articles/what-muscles-does-running-work", "/privacy"];
  const urls = paths.map((path) => `<url><loc>${context.settings.siteUrl}${path}</loc></url>`).join("\n");
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}
</urlset>
`;
  return new Response(xml, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
}
