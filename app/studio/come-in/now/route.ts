import { comeIn } from "../../../../engine/studio/come-in.ts";
import { callerOf } from "../../../caller.ts";
import { tooOftenAnswer } from "../../../too-often.ts";
import { leadOn, strangerPress } from "../../door.ts";
import { seeKept } from "../../kept-answer.ts";
import { ownPath } from "../../paths.ts";

const otherWay = "A link that is mailed to you lets you in meanwhile.";

/** The button that signs in with a password. A wrong one and an unknown address get the same answer. */
export async function POST(request: Request): Promise<Response> {
  const press = await strangerPress(request);
  if (press.kind === "answer") return press.response;
  const { context, form } = press;
  const to = ownPath(String(form.get("to") ?? "")) ?? "/studio";
  const address = String(form.get("address") ?? "");
  const { headers } = request;
  const came = await comeIn(context, {
    headers,
    ip: callerOf(headers).ip,
    address,
    password: String(form.get("password") ?? ""),
  });
  switch (came.kind) {
    case "in":
      return leadOn(came.answer, to);
    case "too often":
      return tooOftenAnswer({ turn: came, isJson: false, words: otherWay });
    case "wrong":
      return seeKept(context, `/studio/come-in?${wrongQuery(to)}`, { typed: { address } });
  }
}

function wrongQuery(to: string): URLSearchParams {
  return new URLSearchParams({ wrong: "password", ...(to === "/studio" ? {} : { to }) });
}
