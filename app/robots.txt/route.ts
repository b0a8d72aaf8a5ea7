import { requestContext } from "../context.ts";

/** Settings of the running site stand in it, so it is not made by the build. */
export const dynamic = "force-dynamic";

/** A reader's pages are not named here: a list of what not to read is a list. They say "noindex" themselves. */
export async function GET(): Promise<Response> {
  const { settings } = await requestContext();
  const lines = [
    "User-agent: *",
    "Disallow: /api/",
    "Disallow: /mailbox",
    "Disallow: /studio",
    "",
    `Sitemap: ${settings.siteUrl}/sitemap.xml`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
