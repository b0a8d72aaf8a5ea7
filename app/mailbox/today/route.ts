import { resetCalendar } from "../../../engine/mailbox.ts";
import { answerPage, seeOther } from "../../answer-page.ts";
import { mailboxPath } from "../address.ts";
import { press } from "../press.ts";
import { staysToday } from "../refusals.ts";

/** "Back to today": the calendar goes with the real clock again. What was sent stays sent. */
export async function POST(request: Request): Promise<Response> {
  return press({
    request,
    act: async (context, { to }) => {
      const moved = await resetCalendar(context);
      if (moved.kind === "refused") return answerPage(staysToday(moved.message));
      return seeOther(mailboxPath({ place: { to } }));
    },
  });
}

/** Somebody reloaded the address behind the button. */
export async function GET(): Promise<Response> {
  return seeOther("/mailbox");
}
