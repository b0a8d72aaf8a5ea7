import { completeLesson } from "../../../../../../../../engine/complete-lesson.ts";
import { seeOther } from "../../../../../../../answer-page.ts";
import { ownLessonPath } from "../../../../../../paths.ts";
import { press } from "../../../../../../press.ts";

type Named = { params: Promise<{ token: string; course: string; key: string }> };

/** "Not done after all", for a lesson without a mail of its own. */
export async function POST(request: Request, { params }: Named): Promise<Response> {
  const { token, course, key } = await params;
  return press({
    request,
    act: async (context) => {
      const door = { meToken: token, courseSlug: course, lessonKey: key };
      const outcome = await completeLesson(context, { ...door, done: false });
      return outcome.kind === "unknown" ? null : `${ownLessonPath(token, { courseSlug: course, key })}?just=undo#done`;
    },
  });
}

/** A GET never ticks a lesson. It shows the page with the button. */
export async function GET(_request: Request, { params }: Named): Promise<Response> {
  const { token, course, key } = await params;
  return seeOther(ownLessonPath(token, { courseSlug: course, key }));
}
