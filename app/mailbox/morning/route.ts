import { answerPage, privately, seeOther } from "../../answer-page.ts";
import { mailboxPath } from "../address.ts";
import { readSleeper, sleep } from "../morning.ts";
import { press } from "../press.ts";
import { staysToday } from "../refusals.ts";

/**
 * "Next morning": runs everything due until then. A form is led back to the list; the player of the month, which asks
 * for JSON, is told what came.
 */
export async function POST(request: Request): Promise<Response> {
  return press({
    request,
    act: async (context, { to }) => {
      const sleeper = await readSleeper(context, { to });
      const morning = await sleep(context, sleeper);
      if (request.headers.get("accept") === "application/json") return Response.json(morning, { headers: privately });
      if (morning.kind === "refused") return answerPage(staysToday(morning.message));
      return seeOther(mailboxPath({ place: { to }, woke: { from: morning.newFrom, whose: sleeper.address } }));
    },
  });
}

/** Somebody reloaded the address behind the button. */
export async function GET(): Promise<Response> {
  return seeOther("/mailbox");
}
