import { changeNewsletter } from "../../../../../../engine/letters/newsletter-desk.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { isSlug } from "../../../../../slug.ts";
import { authorPress } from "../../../../author.ts";
import { againQuery, fieldsOf, readNewsletterForm } from "../../form-values.ts";
import { noSuchNewsletter } from "../answers.ts";

type Props = { params: Promise<{ slug: string }> };

/** Changes what is said of a newsletter. What is not right is explained on the page where it was typed. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author } = press;
  const { slug } = await params;
  const form = readNewsletterForm(fieldsOf(press.form));
  if (!isSlug(slug)) return answerPage(noSuchNewsletter);
  const changed = await changeNewsletter(context, { author, slug, form });
  switch (changed.kind) {
    case "unknown":
      return answerPage(noSuchNewsletter);
    case "changed":
      return seeOther(`/studio/letters/newsletters/${slug}?said=changed`);
    case "invalid":
      return seeOther(`/studio/letters/newsletters/${slug}?${againQuery(form)}`);
  }
}
