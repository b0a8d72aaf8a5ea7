import { readLessonFigures } from "../../../../../../engine/studio/figures.ts";
import { authorPress } from "../../../../author.ts";
import { numbersFile } from "../../../../components/charts/numbers-file.ts";
import { idOf } from "../../../../readers/paths.ts";
import { readAskedFigures } from "../../../asked.ts";
import { lessonNumbersOf, lessonPictureNames } from "../../../tables.ts";

type Props = { params: Promise<{ id: string }> };

/** The numbers of one picture of a lesson as a CSV file. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const { searchParams } = new URL(request.url);
  const name = lessonPictureNames.find((one) => one === searchParams.get("of"));
  const { spanName } = readAskedFigures((field) => (searchParams.get(field) ?? "").slice(0, 300));
  const lessonId = idOf((await params).id);
  const found = name && lessonId !== null ? await readLessonFigures(press.context, { lessonId, spanName }) : null;
  if (!name || !found) return new Response("There are no such numbers.", { status: 404 });
  return numbersFile(`lesson-${name}`, lessonNumbersOf(name, found));
}
