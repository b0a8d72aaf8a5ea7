import { doAct } from "../../../../../../engine/studio/reader-acts.ts";
import { readStory } from "../../../../../../engine/studio/reader-story.ts";
import { seeOther } from "../../../../../answer-page.ts";
import { authorPress } from "../../../../author.ts";
import { idOf, readerPath } from "../../../paths.ts";
import { textIn } from "../../../pressed.ts";
import { actKindOf, actPath, courseAsked, readAct } from "../../acts.ts";
import { lessonsOf } from "../../read-reader.ts";

type Params = { params: Promise<{ id: string; act: string }> };

/** Does for a reader what the page before it explained. A second press finds it done. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const { id, act: name } = await params;
  const readerId = idOf(id);
  const kind = actKindOf(name);
  const story = readerId === null ? null : await readStory(context, { readerId, before: null });
  if (readerId === null || kind === null || story === null) return seeOther("/studio/readers");
  const value = (field: string) => textIn(form, field);
  const back = new URLSearchParams(
    [...form].flatMap(([field, text]) => (typeof text === "string" ? [[field, text.slice(0, 200)]] : [])),
  );
  if (kind === "erase" && value("address").trim().toLowerCase() !== story.reader.address) {
    return seeOther(`${actPath(readerId, kind)}?fault=typed`);
  }
  const lessons = kind === "move" ? await lessonsOf(context, courseAsked({ value }, story.courses)) : [];
  const read = readAct(kind, { value, story, lessons });
  back.set("see", "yes");
  if (read.kind === "invalid") return seeOther(`${actPath(readerId, kind)}?${back}`);
  const outcome = await doAct(context, {
    readerId,
    act: read.act,
    author,
    reason: value("reason").trim().slice(0, 500),
  });
  if (outcome.kind === "refused") return seeOther(`${actPath(readerId, kind)}?${back}`);
  if (kind === "erase" || outcome.kind === "unknown")
    return seeOther(`/studio/readers${kind === "erase" ? "?said=erased" : ""}`);
  return seeOther(`${readerPath(readerId)}?said=${outcome.kind === "done" ? kind : "already"}`);
}

/** Somebody reloaded the address behind a button: show the page that explains it. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { id, act } = await params;
  const [readerId, kind] = [idOf(id), actKindOf(act)];
  return seeOther(readerId === null || kind === null ? "/studio/readers" : actPath(readerId, kind));
}
