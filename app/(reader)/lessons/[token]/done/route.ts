import { completeLesson } from "../../../../../engine/complete-lesson.ts";
import { seeOther } from "../../../../answer-page.ts";
import { readerPath } from "../../../paths.ts";
import { press, type Tokened } from "../../../press.ts";

/** The button "I did it". Pressing it twice is the same as pressing it once. */
export async function POST(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return press({
    request,
    act: async (context) => {
      const outcome = await completeLesson(context, { token, done: true });
      return outcome.kind === "unknown" ? null : `${readerPath("lessons", token)}?just=done#progress`;
    },
  });
}

/** A GET never ticks a lesson: scanners open every link. It shows the page with the button. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(readerPath("lessons", token));
}
