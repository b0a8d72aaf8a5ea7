import { changePassword } from "../../../../engine/studio/account.ts";
import { askSignIn } from "../../../../engine/studio/sign-in.ts";
import { callerOf } from "../../../caller.ts";
import { authorPress } from "../../author.ts";
import { leadOn } from "../../door.ts";
import { seeKept } from "../../kept-answer.ts";

/** The button that changes one's own password, whatever one's role. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const value = (field: string) => String(form.get(field) ?? "");
  const { headers } = request;
  const wish = { author, headers, current: value("current"), password: value("password") };
  const changed = await changePassword(context, wish);
  if (changed.kind === "invalid") {
    return seeKept(context, "/studio/account?again", { errors: changed.errors });
  }
  // The cookie of before is worth nothing by now; this takes it away as well.
  const out = await askSignIn(context, { path: "/sign-out", headers, ip: callerOf(headers).ip });
  return leadOn(out, "/studio/come-in?said=password");
}
