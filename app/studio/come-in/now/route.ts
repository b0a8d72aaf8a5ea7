import { comeIn } from "../../../../engine/studio/come-in.ts";
import { seeOther } from "../../../answer-page.ts";
import { callerOf } from "../../../caller.ts";
import { tooOftenAnswer } from "../../../too-often.ts";
import { leadOn, strangerPress } from "../../door.ts";
import { ownPath } from "../../paths.ts";

const otherWay = "A link that is mailed to you lets you in meanwhile.";

/** The button that signs in with a password. A wrong one and an unknown address get the same answer. */
export async function POST(request: Request): Promise<Response> {
  const press = await strangerPress(request);
  if (press.kind === "answer") return press.response;
  const { context, form } = press;
  const to = ownPath(String(form.get("to") ?? "")) ?? "/studio";
  const { headers } = request;
  const came = await comeIn(context, {
    headers,
    ip: callerOf(headers).ip,
    address: String(form.get("address") ?? ""),
    password: String(form.get("password") ?? ""),
  });
  switch (came.kind) {
    case "in":
      return leadOn(came.answer, to);
    case "too often":
      return tooOftenAnswer({ turn: came, isJson: false, words: otherWay });
    case "wrong":
      return seeOther(
        `/studio/come-in?${new URLSearchParams({ wrong: "password", ...(to === "/studio" ? {} : { to }) })}`,
      );
  }
}
