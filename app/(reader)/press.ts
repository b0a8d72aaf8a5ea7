import type { Context } from "../../engine/context.ts";
import { type Answer, answerPage, seeOther } from "../answer-page.ts";
import { requestContext } from "../context.ts";
import { isForeignPost } from "../foreign-post.ts";

/** What Next hands to a route under a reader's token. */
export type Tokened = { params: Promise<{ token: string }> };

type Press = {
  request: Request;
  /** Does what the button says; the path to show next, or null when the token is nobody's. */
  act: (context: Context) => Promise<string | null>;
};

/**
 * One press of a button on a reader's page. It always ends on a page: where `act` leads, by 303, or a page that says
 * in words why nothing was changed.
 */
export async function press({ request, act }: Press): Promise<Response> {
  if (isForeignPost(request.headers)) return answerPage(pressedElsewhere);
  const context = await requestContext();
  try {
    const path = await act(context);
    return path === null ? answerPage(unknownLink) : seeOther(path);
  } catch (error) {
    // The route's edge: whatever failed, its transaction is gone with it, so "nothing was changed" is true.
    context.log.error({ err: error }, "a button on a reader's page failed");
    return answerPage(outOfOrder);
  }
}

const pressedElsewhere: Answer = {
  status: 403,
  title: "That button was on another site",
  words: "Nothing was changed. Open the link in your mail and press the button there.",
};

export const unknownLink: Answer = {
  status: 404,
  title: "We do not know this link",
  words: "Nothing was changed. It may have been cut short on its way to you.",
  forward: { href: "/find", words: "Send me my link again" },
};

export const outOfOrder: Answer = {
  status: 503,
  title: "Something is not working here right now",
  words: "Nothing was changed. Please go back and press the button again in a few minutes.",
};
