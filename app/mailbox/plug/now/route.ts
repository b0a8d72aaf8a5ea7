import { beginPlug, plugReaders, watchPlug } from "../../../../engine/plug.ts";
import { type Answer, answerPage, seeOther } from "../../../answer-page.ts";
import { press } from "../../press.ts";
import { askForKill, hasSupervisor } from "../supervisor.ts";

const page = "/mailbox/plug";

/** "Pull the plug". Pressed again while it is under way it begins nothing, and shows what is. */
export async function POST(request: Request): Promise<Response> {
  return press({
    request,
    act: async (context) => {
      if (!hasSupervisor()) return answerPage(nobodyToAsk);
      const begun = await beginPlug(context, { readers: plugReaders });
      if (begun.kind === "refused") return answerPage(staysIn(begun.message));
      if (begun.kind === "begun") {
        // It goes on for a minute after this answer; what it finds out is on record, and the page reads it there.
        watchPlug(context, { run: begun.run, pull: askForKill }).catch((error: unknown) => {
          context.log.error({ err: error }, "the pulled plug is watched no more");
        });
      }
      return seeOther(page);
    },
  });
}

/** Somebody reloaded the address behind the button. */
export async function GET(): Promise<Response> {
  return seeOther(page);
}

const forward = { href: "/mailbox", words: "To the mailbox" };

const nobodyToAsk: Answer = {
  status: 409,
  title: "There is nobody to ask",
  words: "The worker is killed, and started again, by the supervisor of <code>npm start</code>, and none is here.",
  forward,
};

function staysIn(words: string): Answer {
  return { status: 409, title: "The plug stays in", words, forward };
}
