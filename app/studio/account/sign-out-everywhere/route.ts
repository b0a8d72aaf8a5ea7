import { signOutEverywhere } from "../../../../engine/studio/account.ts";
import { seeOther } from "../../../answer-page.ts";
import { authorPress } from "../../author.ts";

/** Ends every session of whoever presses it. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  await signOutEverywhere(press.context, { author: press.author });
  return seeOther("/studio/come-in?said=everywhere");
}
