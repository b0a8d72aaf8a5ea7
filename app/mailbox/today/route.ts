import { resetCalendar } from "../../../engine/mailbox.ts";
import { answerPage, seeOther } from "../../answer-page.ts";
import { isForeignPost } from "../../foreign-post.ts";
import { mailboxPath, readPlace } from "../address.ts";
import { mailboxContext } from "../mailbox-context.ts";
import { notHere, pressedElsewhere } from "../refusals.ts";

/** "Back to today": the calendar goes with the real clock again. What was sent stays sent. */
export async function POST(request: Request): Promise<Response> {
  const context = await mailboxContext(request.headers);
  if (context === null) return answerPage(notHere);
  if (isForeignPost(request.headers)) return answerPage(pressedElsewhere);
  const form = await request.formData();
  const moved = await resetCalendar(context);
  if (moved.kind === "refused") return answerPage({ status: 409, title: "It stays today", words: moved.message });
  return seeOther(mailboxPath({ place: readPlace({ to: String(form.get("to") ?? "") }) }));
}

/** Somebody reloaded the address behind the button. */
export async function GET(): Promise<Response> {
  return seeOther("/mailbox");
}
