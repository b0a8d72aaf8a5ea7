import { after } from "next/server";
import { askForLink } from "../../../../engine/studio/come-in.ts";
import { mailLeaves } from "../../../../engine/studio/mail-leaves.ts";
import { seeOther } from "../../../answer-page.ts";
import { callerOf } from "../../../caller.ts";
import { strangerPress } from "../../door.ts";

/**
 * The button that asks for a link by mail. Everybody gets the same answer, before anything was looked up or sent, so
 * that neither its words nor its time tell whose address is an author's.
 */
export async function POST(request: Request): Promise<Response> {
  const press = await strangerPress(request);
  if (press.kind === "answer") return press.response;
  const { context, form } = press;
  const { headers } = request;
  const asked = { address: String(form.get("address") ?? ""), headers: new Headers(headers), ip: callerOf(headers).ip };
  after(async () => {
    try {
      await askForLink(context, asked);
    } catch (error) {
      context.log.error({ err: error }, "a link to sign in could not be sent");
    }
  });
  // Of the site as a whole, so it tells nothing either.
  const leaves = await mailLeaves(context);
  return seeOther(`/studio/come-in?said=${leaves ? "link" : "halted"}`);
}
