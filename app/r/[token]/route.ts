import { after } from "next/server";
import { redirectTo } from "../../../engine/tracked-answers.ts";
import { answerPage } from "../../answer-page.ts";
import { requestContext } from "../../context.ts";
import { asResponse, hitOf, requestTracker } from "../../tracker.ts";

type Tokened = { params: Promise<{ token: string }> };

/** Leads on to where a link of a message goes. It changes nothing but what is counted, so a scanner may come too. */
export async function GET(request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  const link = new URL(request.url).searchParams.get("n");
  const tracker = await requestTracker();
  try {
    const followed = await tracker.follow({ token, link, hit: hitOf(request) });
    if (followed.kind === "unknown") return answerPage(leadsNowhere);
    // Where a process sleeps between requests, it would sleep on what it has seen.
    after(() => tracker.flush());
    return asResponse(request, redirectTo(followed.url));
  } catch (error) {
    (await requestContext()).log.error({ err: error }, "a link could not be looked up");
    return answerPage(notNow);
  }
}

export const HEAD = GET;

const leadsNowhere = {
  status: 404,
  title: "This link leads nowhere",
  words:
    "It is not one of ours, or your mail program cut it in two. Try it from the letter once more; every lesson can also be read on your own page.",
  forward: { href: "/find", words: "Send me my link again" },
};

const notNow = {
  status: 503,
  title: "Please try again in a moment",
  words: "We could not look up where this link leads. Nothing is wrong with it or with you.",
};
