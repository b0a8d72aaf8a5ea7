import { normalizeLine } from "../../../../../../domain/letter/hidden-characters.ts";
import { readyIssue } from "../../../../../../engine/letters/act-as-author.ts";
import { keptTypesetter } from "../../../../../../engine/letters/kept-typesetter.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { noSuchLetter } from "../../../answers.ts";
import { type Params, readId } from "../../../issue-id.ts";
import { planQuery, readChosen, readPlan, usualChoice } from "../plan.ts";

/** Compiles and probes the letter, and leads to the step that says what is going to happen. Nothing is sent. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, form } = press;
  const id = readId((await params).id) ?? 0;
  const path = `/studio/letters/${id}`;
  const { calendarAt: now } = await context.clocks.read(context.db);
  const chosen = readChosen(form, usualChoice(now));
  const other = form.get("subjectB");
  const subjectB = (typeof other === "string" ? normalizeLine(other) : "").slice(0, 300) || null;
  const ready = await readyIssue(context, {
    id,
    subjectB,
    isPrivate: form.get("archive") === null,
    typesetter: keptTypesetter(),
  });
  if (ready.kind === "unknown") return answerPage(noSuchLetter);
  if (ready.kind === "complaints") return seeOther(`${path}/check?said=mend`);
  if (readPlan(chosen, { triesSubjects: ready.triesSubjects && chosen.tries === "both" }).kind === "wrong") {
    return seeOther(`${path}/send?${planQuery(chosen, { again: "fields" })}`);
  }
  return seeOther(`${path}/send?${planQuery(chosen, { ready: String(ready.revision) })}`);
}
