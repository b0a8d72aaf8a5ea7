import { openNextNow } from "../../../../../../engine/next-now.ts";
import { backTo, changing } from "../../../../changing.ts";
import { readerPath } from "../../../../paths.ts";

/** The button that opens the next lesson. It leads to the lesson itself, which says when its mail comes. */
export const POST = changing("next", async ({ context, token, choices, course }) => {
  if (course === null) return { kind: "again" };
  const outcome = await openNextNow(context, { readerId: choices.readerId, enrolmentId: course.enrolmentId });
  switch (outcome.kind) {
    case "unknown":
      return outcome;
    case "opened": {
      const { courseSlug, lessonKey } = outcome;
      const place = [courseSlug, lessonKey].map(encodeURIComponent).join("/");
      return { kind: "gone", path: `${readerPath("me", token)}/lessons/${place}?just=opened` };
    }
    case "paused":
    case "finished":
    case "waiting":
      return { kind: "again" };
  }
});

export const GET = backTo("next");
