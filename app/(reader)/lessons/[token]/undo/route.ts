import { completeLesson } from "../../../../../engine/complete-lesson.ts";
import { seeOther } from "../../../../answer-page.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/** The button "Not done after all", for a lesson that was ticked by mistake. */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const outcome = await completeLesson(context, { token, done: false });
      return outcome.kind === "unknown"
        ? null
        : `${readerPath("lessons", outcome.lessonToken ?? token)}?just=undo#done`;
    },
  });
}

/** A GET never ticks a lesson: scanners open every link. It shows the page with the button. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("lessons", token));
}
