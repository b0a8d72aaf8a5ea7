import { retireOrReopen } from "../../../../../../engine/letters/newsletter-desk.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { isSlug } from "../../../../../slug.ts";
import { authorPress } from "../../../../author.ts";
import { noSuchNewsletter } from "../answers.ts";

type Props = { params: Promise<{ slug: string }> };

/** Ends a newsletter, or opens it again. The form says which, so that pressing twice is the same as once. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const { slug } = await params;
  if (!isSlug(slug)) return answerPage(noSuchNewsletter);
  const to = form.get("to") === "open" ? "open" : "retired";
  const { kind } = await retireOrReopen(context, { author, slug, to });
  if (kind === "unknown") return answerPage(noSuchNewsletter);
  return seeOther(`/studio/letters/newsletters/${slug}?said=${kind === "done" ? "done" : "on-its-way"}`);
}
