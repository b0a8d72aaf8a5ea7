import { leave } from "../../../../engine/leave.ts";
import { readerPath } from "../../../(reader)/paths.ts";
import { privately, seeOther } from "../../../answer-page.ts";
import { requestContext } from "../../../context.ts";

type Tokened = { params: Promise<{ token: string }> };

/**
 * One-click unsubscribe (RFC 8058), pressed by the reader's mail program: from the course or newsletter that the message
 * belongs to, at once, without a session and without a redirect.
 *
 * The token in the path is the whole proof, and a POST here can mean nothing else, so the body is not read. That accepts
 * `List-Unsubscribe=One-Click` as urlencoded or multipart, an empty body and the odd ones that mail programs are known
 * to send, and no body is ever too large to keep in memory. It is not checked for its origin either: the RFC forbids
 * asking for a context that a mail program does not have.
 */
export async function POST(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  if (token === ofATest) return answer(200, "This was a test. It belongs to no reader, so nobody has left.");
  const context = await requestContext();
  try {
    const outcome = await leave(context, { token, from: "it" });
    if (outcome.kind === "unknown") return answer(404, "This link is not one of ours.");
    return answer(200, "You have left. Nothing further comes from this list.");
  } catch (error) {
    // 503 tells the mail program to try again; 200 would be a promise that was not kept.
    context.log.error({ err: error }, "one-click leaving failed");
    return answer(503, "Leaving did not work just now. Please try again in a few minutes.");
  }
}

/** A person, or a scanner, opened the address of the header: show the page with the buttons, change nothing. */
export async function GET(_request: Request, { params }: Tokened): Promise<Response> {
  const { token } = await params;
  return seeOther(token === ofATest ? "/test/leave" : readerPath("leave", token));
}

/** What stands in place of a token in a test that an author sends. */
const ofATest = "test";

function answer(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...privately, "Content-Type": "text/plain; charset=utf-8" },
  });
}
