import { answerPage, privately, seeOther } from "../../answer-page.ts";
import { isForeignPost } from "../../foreign-post.ts";
import { mailboxPath, readPlace } from "../address.ts";
import { mailboxContext } from "../mailbox-context.ts";
import { readSleeper, sleep } from "../morning.ts";
import { notHere, pressedElsewhere } from "../refusals.ts";

/**
 * "Next morning": runs everything due until then. A form is led back to the list; the player of the month, which asks
 * for JSON, is told what came.
 */
export async function POST(request: Request): Promise<Response> {
  const context = await mailboxContext(request.headers);
  if (context === null) return answerPage(notHere);
  if (isForeignPost(request.headers)) return answerPage(pressedElsewhere);
  const form = await request.formData();
  const place = readPlace({ to: String(form.get("to") ?? "") });
  const morning = await sleep(context, await readSleeper(context, place));
  if (request.headers.get("accept") === "application/json") return Response.json(morning, { headers: privately });
  if (morning.kind === "refused") return answerPage({ status: 409, title: "It stays today", words: morning.message });
  const path = mailboxPath({ place: { to: place.to } });
  const first = morning.mail[0];
  return seeOther(`${path}${path.includes("?") ? "&" : "?"}woke=${first === undefined ? "none" : first.id}`);
}

/** Somebody reloaded the address behind the button. */
export async function GET(): Promise<Response> {
  return seeOther("/mailbox");
}
