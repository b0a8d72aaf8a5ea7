import { readLive } from "../../../engine/studio/today.ts";
import { privately } from "../../answer-page.ts";
import { authorPress } from "../author.ts";
import { liveWords } from "../today/live-words.ts";

/** What is going out at this moment, for the page that shows it live. */
export async function GET(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  return Response.json(liveWords(await readLive(press.context)), { headers: privately });
}
