import { makeNewsletter } from "../../../../../engine/letters/newsletter-desk.ts";
import { seeOther } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { againQuery, fieldsOf, readNewsletterForm } from "../form-values.ts";

/** Makes a newsletter, and leads to its page. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author } = press;
  const form = readNewsletterForm(fieldsOf(press.form));
  const made = await makeNewsletter(context, { author, form });
  if (made.kind === "made") return seeOther(`/studio/letters/newsletters/${made.slug}?said=made`);
  const slugFault = made.slugFault === null ? "" : `&slugFault=${made.slugFault}`;
  return seeOther(`/studio/letters/newsletters/new?${againQuery(form)}${slugFault}`);
}
