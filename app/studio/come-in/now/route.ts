import { askSignIn } from "../../../../engine/studio/sign-in.ts";
import { seeOther } from "../../../answer-page.ts";
import { callerOf } from "../../../caller.ts";
import { leadOn, strangerPress } from "../../door.ts";
import { ownPath } from "../../paths.ts";

/** The button that signs in with a password. A wrong one and an unknown address get the same answer. */
export async function POST(request: Request): Promise<Response> {
  const press = await strangerPress(request);
  if (press.kind === "answer") return press.response;
  const { context, form } = press;
  const to = ownPath(String(form.get("to") ?? "")) ?? "/studio";
  const answer = await askSignIn(context, {
    path: "/sign-in/email",
    headers: request.headers,
    ip: callerOf(request.headers).ip,
    body: { email: String(form.get("address") ?? "").trim(), password: String(form.get("password") ?? "") },
  });
  if (answer.ok) return leadOn(answer, to);
  const wrong = answer.status === 429 ? "often" : "password";
  return seeOther(`/studio/come-in?${new URLSearchParams({ wrong, ...(to === "/studio" ? {} : { to }) })}`);
}
