import { askSignIn } from "../../../engine/studio/sign-in.ts";
import { callerOf } from "../../caller.ts";
import { authorPress } from "../author.ts";
import { leadOn } from "../door.ts";

/** Ends this session. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const answer = await askSignIn(press.context, {
    path: "/sign-out",
    headers: request.headers,
    ip: callerOf(request.headers).ip,
  });
  return leadOn(answer, "/studio/come-in?said=out");
}
