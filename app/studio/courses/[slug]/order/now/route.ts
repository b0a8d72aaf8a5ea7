import { audiences } from "../../../../../../domain/pacing.ts";
import { applyWaitingOrder, readWaitingOrder } from "../../../../../../engine/courses/pending.ts";
import { seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { coursePath, namesIn } from "../../../course-paths.ts";

type Props = { params: Promise<{ slug: string }> };

/** Puts the order in place that its owner has looked at, with what was chosen for each added lesson. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const { slug } = await namesIn(params);
  const page = coursePath(encodeURIComponent(slug), "order");
  const waiting = await readWaitingOrder(context, { slug });
  if (!waiting) return seeOther(`${page}?said=replaced`);
  const applied = await applyWaitingOrder(context, {
    author,
    courseId: waiting.course.id,
    sourceHash: String(form.get("hash") ?? ""),
    choices: { audiences: chosenAudiences(form), wake: form.get("wake") === "yes" },
  });
  if (applied.kind === "applied") return seeOther(`${coursePath(waiting.course.slug)}?said=applied`);
  return seeOther(`${page}?said=${applied.kind === "contradiction" ? "contradiction" : "replaced"}`);
}

/** `for:<key of a lesson>` holds one of the audiences; anything else is left out, and the default counts. */
function chosenAudiences(form: FormData) {
  const chosen = [...form].flatMap(([field, value]) => {
    const audience = audiences.find((known) => known === value);
    return field.startsWith("for:") && audience ? [[field.slice(4), audience] as const] : [];
  });
  return Object.fromEntries(chosen);
}
