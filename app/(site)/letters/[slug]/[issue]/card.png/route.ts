import { findIssueCard } from "../../../../../../engine/letters/archive/social-card.ts";
import { requestContext } from "../../../../../context.ts";
import { freshAnswer, nothingThere } from "../../../../../fresh.ts";
import { isSlug } from "../../../../../slug.ts";

type Named = { params: Promise<{ slug: string; issue: string }> };

/** The picture that other sites show beside a link to this issue. */
export async function GET(request: Request, { params }: Named): Promise<Response> {
  const { slug, issue } = await params;
  const isNamed = isSlug(slug) && isSlug(issue);
  const named = { newsletterSlug: slug, issueSlug: issue };
  const card = isNamed ? await findIssueCard(await requestContext(), named) : null;
  if (card === null) return nothingThere("There is no letter of this name.");
  const { from, changedAt, draw } = card;
  const body = async () => new Uint8Array(await draw());
  return freshAnswer({ request, from, body, changedAt, contentType: "image/png", maxAgeSeconds: 3_600 });
}
