import { acceptInvitation } from "../../../../../engine/studio/invitations.ts";
import { askSignIn } from "../../../../../engine/studio/sign-in.ts";
import { seeOther } from "../../../../answer-page.ts";
import { callerOf } from "../../../../caller.ts";
import { tooOftenAnswer } from "../../../../too-often.ts";
import { leadOn, strangerPress } from "../../../door.ts";
import { seeKept } from "../../../kept-answer.ts";

const nothingChanged = "No account was made, and the link is still good.";

type Invited = { params: Promise<{ invitation: string }> };

/** The button that makes the account, and signs in with it at once. */
export async function POST(request: Request, { params }: Invited): Promise<Response> {
  const press = await strangerPress(request);
  if (press.kind === "answer") return press.response;
  const { invitation: token } = await params;
  const { context } = press;
  const value = (field: string) => String(press.form.get(field) ?? "");
  const password = value("password");
  const typed = { name: value("name"), address: value("address") };
  const { ip } = callerOf(request.headers);
  const accepted = await acceptInvitation(context, { token, password, ip, ...typed });
  const page = `/studio/welcome/${encodeURIComponent(token)}`;
  if (accepted.kind === "spent") return seeOther(page);
  if (accepted.kind === "too often") return tooOftenAnswer({ turn: accepted, isJson: false, words: nothingChanged });
  if (accepted.kind === "invalid") {
    return seeKept(context, `${page}?again`, { typed, errors: accepted.errors });
  }
  const body = { email: accepted.address, password };
  const answer = await askSignIn(context, {
    path: "/sign-in/email",
    headers: request.headers,
    ip,
    body,
  });
  return answer.ok ? leadOn(answer, "/studio?said=welcome") : seeOther("/studio/come-in?said=welcome");
}
