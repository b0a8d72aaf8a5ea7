import { completeLesson } from "../../../../../engine/complete-lesson.ts";
import { seeOther } from "../../../../answer-page.ts";
import { readSubmission } from "../../../../api/signup/read-submission.ts";
import { feelingIn } from "../../../feelings.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/**
 * The button "I did it", and the three that say how it felt. Pressing one twice is the same as pressing it once; a form
 * without a word, or one that we cannot read, leaves what was said before.
 */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const form = await readSubmission(request);
      const felt = form.kind === "read" ? feelingIn(form.fields) : null;
      const outcome = await completeLesson(context, { token, done: true, felt });
      if (outcome.kind === "unknown") return null;
      return `${readerPath("lessons", outcome.lessonToken ?? token)}?just=${outcome.isNew ? "done" : "felt"}#done`;
    },
  });
}

/** A GET never ticks a lesson: scanners open every link. It shows the page with the button. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("lessons", token));
}
