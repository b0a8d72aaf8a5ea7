import { changeSettings, readCourseSettings } from "../../../../../../engine/courses/settings.ts";
import { seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { coursePath, namesIn } from "../../../course-paths.ts";
import { readWanted } from "../fields.ts";

type Props = { params: Promise<{ slug: string }> };

/** Changes the settings that the page before has explained. What is not right is explained there again. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const { slug } = await namesIn(params);
  const page = await readCourseSettings(context, { slug });
  if (!page) return seeOther("/studio/courses");
  const path = coursePath(page.course.slug, "settings");
  const read = readWanted((field) => form.getAll(field).map(String), page.now);
  if (read.kind === "ok") {
    const changed = await changeSettings(context, { author, slug, wanted: read.wanted });
    if (changed.kind === "changed" || changed.kind === "same") return seeOther(`${path}?said=${changed.kind}`);
  }
  const again = new URLSearchParams([...form].map(([field, value]) => [field, String(value)]));
  return seeOther(`${path}?${again}&see=yes`);
}
