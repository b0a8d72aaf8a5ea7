import type { Context } from "../../engine/context.ts";
import { type Answer, answerPage } from "../answer-page.ts";
import { isForeignPost } from "../foreign-post.ts";
import { type Place, readPlace } from "./address.ts";
import { mailboxContext } from "./mailbox-context.ts";
import { notHere } from "./refusals.ts";

type Press = {
  request: Request;
  /** Does what the button says, for the place in the mailbox where it was pressed. */
  act: (context: Context, place: Place) => Promise<Response>;
};

/** One press of a button in the mailbox: only for who may see it, and only from its own pages. */
export async function press({ request, act }: Press): Promise<Response> {
  const context = await mailboxContext(request.headers);
  if (context === null) return answerPage(notHere);
  if (isForeignPost(request.headers)) return answerPage(pressedElsewhere);
  const place = await placeIn(request);
  if (place === null) return answerPage(unreadable);
  try {
    return await act(context, place);
  } catch (error) {
    // The route's edge. What had gone out by then has gone out; pressing again goes on from there.
    context.log.error({ err: error }, "a button of the mailbox failed");
    return answerPage(outOfOrder);
  }
}

async function placeIn(request: Request): Promise<Place | null> {
  try {
    const form = await request.formData();
    return readPlace({ to: String(form.get("to") ?? "") });
  } catch {
    return null;
  }
}

const toMailbox = { href: "/mailbox", words: "To the mailbox" };

const pressedElsewhere: Answer = {
  status: 403,
  title: "That button was on another site",
  words: "Nothing was changed. Open the mailbox and press the button there.",
  forward: toMailbox,
};

const unreadable: Answer = {
  status: 400,
  title: "That was no form of ours",
  words: "Nothing was changed. Open the mailbox and press the button there.",
  forward: toMailbox,
};

const outOfOrder: Answer = {
  status: 503,
  title: "Something is not working here right now",
  words: "The log of the site says what. Press the button again when it is mended.",
  forward: toMailbox,
};
