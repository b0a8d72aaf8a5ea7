import { type FeedKind, findFeed } from "../engine/letters/archive/feed.ts";
import { requestContext } from "./context.ts";
import { freshAnswer, nothingThere } from "./fresh.ts";
import { isSlug } from "./slug.ts";

type Named = { params: Promise<{ slug: string }> };

/** The GET of a newsletter's feed. Next answers HEAD with the same headers. */
export function feedOf(kind: FeedKind) {
  return async (request: Request, { params }: Named): Promise<Response> => {
    const { slug } = await params;
    const feed = isSlug(slug) ? await findFeed(await requestContext(), { slug, kind }) : null;
    if (feed === null) return nothingThere("There is no newsletter of this name.");
    const contentType = `application/${kind}+xml; charset=utf-8`;
    const { from, changedAt, write } = feed;
    return freshAnswer({ request, from, body: write, changedAt, contentType, maxAgeSeconds: 300 });
  };
}
