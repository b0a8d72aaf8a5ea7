import type { Context } from "../../../engine/context.ts";
import type { Author } from "../../../engine/studio/author.ts";
import {
  goOnAnyway,
  leaveAsItIs,
  markAsHad,
  requeue,
  requeueAll,
  resend,
  tryNow,
} from "../../../engine/studio/mend.ts";
import type { Mended } from "../../../engine/studio/mending.ts";
import { answerPage, seeOther } from "../../answer-page.ts";
import { authorPress } from "../author.ts";
import { ownPath, withSaid } from "../paths.ts";

/** The cures of Today and of a reader's page. `to` is the page that it was pressed on. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const value = (field: string) => String(form.get(field) ?? "");
  const to = ownPath(value("to")) ?? "/studio";
  const act = value("act");
  const mended = await mend(context, {
    author,
    act,
    deliveryId: numberIn(value("delivery")),
    copy: numberIn(value("copy")),
  });
  switch (mended.kind) {
    case "done":
    case "already":
      return seeOther(withSaid(to, mended.kind === "done" ? act : "already"));
    case "unknown":
      return answerPage({ ...nothingChanged(to), status: 404, title: "There is no such message any more" });
    case "impossible":
      return answerPage({ ...nothingChanged(to, mended.words), status: 409, title: "That cannot be done" });
  }
}

type Asked = { author: Author; act: string; deliveryId: number; copy: number };

function mend(context: Context, { act, copy, ...asked }: Asked): Promise<Mended> {
  switch (act) {
    case "requeue":
      return requeue(context, asked);
    case "requeue-all":
      return requeueAll(context, asked);
    case "had":
      return markAsHad(context, asked);
    case "resend":
      return resend(context, { ...asked, copy });
    case "leave":
      return leaveAsItIs(context, asked);
    case "try":
      return tryNow(context, asked);
    case "go-on":
      return goOnAnyway(context, asked);
    default:
      return Promise.resolve({ kind: "unknown" });
  }
}

function numberIn(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function nothingChanged(to: string, words = "It may have been erased together with its reader.") {
  return { words: `Nothing was changed. ${words}`, forward: { href: to.replaceAll(/["<>&]/g, ""), words: "Back" } };
}
