import { readSegment } from "../../../../../../db/studio/segments.ts";
import { sendAsAuthor } from "../../../../../../engine/letters/act-as-author.ts";
import { answerPage, seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { noSuchLetter, notDone } from "../../../answers.ts";
import { readNumber } from "../../../fields.ts";
import { openIssue, type Params, readId } from "../../../issue-id.ts";
import { planQuery, readChosen, readPlan, triesSubjects, usualChoice } from "../plan.ts";

/** Sends or schedules the letter that was made ready, to the readers who were counted. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const opened = await openIssue(context, readId((await params).id));
  if (opened === null) return answerPage(noSuchLetter);
  const { id } = opened.issue;
  const { calendarAt: now } = await context.clocks.read(context.db);
  const chosen = readChosen(form, usualChoice(now));
  const plan = readPlan(chosen, { triesSubjects: triesSubjects(opened.issue, chosen) });
  const path = `/studio/letters/${id}/send`;
  if (plan.kind === "wrong") return seeOther(`${path}?${planQuery(chosen, { again: "fields" })}`);
  const segment = plan.segmentId === null ? null : await readSegment(context.db, { id: plan.segmentId });
  if (plan.segmentId !== null && segment === null) return answerPage(notDone("The segment was deleted meanwhile.", id));
  const revision = readNumber(form, "revision") ?? -1;
  const scheduled = await sendAsAuthor(context, {
    issueId: id,
    when: plan.when,
    audience: segment?.filter ?? null,
    test: plan.trial,
    typedSize: typedSize(form),
    revision,
    author,
  });
  switch (scheduled.kind) {
    case "scheduled":
      return seeOther(`${path}?said=${plan.when.mode === "now" ? "sending" : "scheduled"}`);
    case "changed":
      return seeOther(`${path}?${planQuery(chosen, { ready: String(revision) })}`);
    case "size differs":
      return seeOther(`${path}?${planQuery(chosen, { ready: String(revision), again: "size" })}`);
    case "wrong":
      return answerPage(notDone(scheduled.message, id));
    default:
      return answerPage(noSuchLetter);
  }
}

/** "1,204", "1204" and "1 204" are the same number. */
function typedSize(form: FormData): number | null {
  const typed = form.get("typed");
  const digits = typeof typed === "string" ? typed.replaceAll(/[\s.,’']/g, "") : "";
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
