import { followLink } from "../../../../../../engine/studio/come-in.ts";
import { seeOther } from "../../../../../answer-page.ts";
import { callerOf } from "../../../../../caller.ts";
import { tooOftenAnswer } from "../../../../../too-often.ts";
import { leadOn, strangerPress } from "../../../../door.ts";

type Mailed = { params: Promise<{ letter: string }> };

/** The button that uses the link up. */
export async function POST(request: Request, { params }: Mailed): Promise<Response> {
  const press = await strangerPress(request);
  if (press.kind === "answer") return press.response;
  const { letter: token } = await params;
  const { headers } = request;
  const answer = await followLink(press.context, { token, headers, ip: callerOf(headers).ip });
  if (answer !== null && "kind" in answer) {
    return tooOftenAnswer({ turn: answer, isJson: false, words: "The link is as good as it was." });
  }
  return answer === null ? seeOther("/studio/come-in?wrong=link") : leadOn(answer, "/studio");
}
