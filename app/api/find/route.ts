import { sendLinkAgain } from "../../../engine/find.ts";
import { seeOther } from "../../answer-page.ts";
import { callerOf } from "../../caller.ts";
import { keepForm } from "../../components/signup/kept-form.ts";
import { requestContext } from "../../context.ts";
import { evenly } from "../../evenly.ts";
import { tooOftenAnswer } from "../../too-often.ts";
import { refusal } from "../signup/answers.ts";
import { readSubmission } from "../signup/read-submission.ts";

/** The form of `/find`: one answer for everybody, by a page. */
export async function POST(request: Request): Promise<Response> {
  const submission = await readSubmission(request);
  if (submission.kind === "refused") return refusal({ ...submission, isJson: false });
  const typed = submission.fields.email;
  const email = typeof typed === "string" ? typed : "";
  const context = await requestContext();
  try {
    const outcome = await evenly(sendLinkAgain(context, { email, ip: callerOf(request.headers).ip }));
    if (outcome.kind === "too often") return tooOftenAnswer({ turn: outcome, isJson: false });
    if (outcome.kind === "received") return seeOther("/find?sent");
    const response = seeOther("/find?again");
    const kept = { typed: { email }, errors: { email: outcome.message }, suggestion: null };
    const isSecure = context.settings.siteUrl.startsWith("https:");
    response.headers.append("Set-Cookie", keepForm({ kept, isSecure }));
    return response;
  } catch (error) {
    // The route's edge. The page has to say in words that no link is coming.
    context.log.error({ err: error }, "sending a link again failed");
    return refusal({ isJson: false, status: 503, words: "No link was sent. Please try again in a few minutes." });
  }
}

/** Somebody opened the form's own address: show the page with the form. */
export function GET(): Response {
  return seeOther("/find");
}
