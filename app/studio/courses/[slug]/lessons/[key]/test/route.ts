import { sampleNames } from "../../../../../../../engine/courses/preview.ts";
import { type TestedLesson, testLesson } from "../../../../../../../engine/courses/test-lesson.ts";
import { seeOther } from "../../../../../../answer-page.ts";
import { authorPress } from "../../../../../author.ts";
import { lessonPath, namesIn } from "../../../../course-paths.ts";
import { sampleNameOf } from "../view.ts";

type Props = { params: Promise<{ slug: string; key: string }> };

/** Sends the lesson to whoever presses, and leads back to it with what came of that. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const { slug, key } = await namesIn(params);
  const name = sampleNames[sampleNameOf(String(form.get("name")))];
  const tested = await testLesson(context, { author, slug, key, name });
  const path = lessonPath({ slug: encodeURIComponent(slug), key: encodeURIComponent(key) });
  const back = String(form.get("view") ?? "");
  // The view that was looked at, and no other address that a form might name.
  const view = back.startsWith(`${path}?`) ? new URLSearchParams(back.slice(path.length)) : new URLSearchParams();
  for (const [field, value] of toldOf(tested)) view.set(field, value);
  return seeOther(`${path}?${view}`);
}

function toldOf(tested: TestedLesson): [string, string][] {
  if (tested.kind === "too many") return [["tested", "limit"]];
  if (tested.kind === "wrong") return [["tested", "refused"]];
  const { outcome } = tested;
  switch (outcome.kind) {
    case "accepted":
      return [["tested", "accepted"]];
    case "unknown":
    case "inFlight":
      return [
        ["tested", "unknown"],
        ["why", outcome.name],
      ];
    case "halted":
    case "deferred":
      return [
        ["tested", "halted"],
        ["why", outcome.name],
      ];
    case "each":
      return [["tested", "unknown"]];
    case "partly":
      return [
        ["tested", "refused"],
        ["why", outcome.refused[0]?.name ?? ""],
      ];
    default:
      return [
        ["tested", "refused"],
        ["why", outcome.name],
      ];
  }
}
