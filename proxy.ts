import { type NextRequest, NextResponse } from "next/server";
import type { ReaderPage } from "./app/(reader)/paths.ts";
import { requestContext } from "./app/context.ts";
import { type Purpose, readToken } from "./domain/tokens.ts";

const purposes: Readonly<Record<ReaderPage, Purpose>> = {
  confirm: "confirm",
  lessons: "lesson",
  me: "me",
  leave: "leave",
};

/**
 * Answers a link that is forged, cut or of another kind before its page is drawn.
 *
 * The pages ask for themselves and call `notFound()`, but of that Next sends an empty document which only JavaScript
 * fills (vercel/next.js issue 62228). An address that no page has gets a drawn 404 page, so that is where such a
 * request is sent. It guards nothing: what a token opens is decided by the page and by the engine.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const [, page, token] = request.nextUrl.pathname.split("/");
  const { keys } = await requestContext();
  const isOurs = readToken({ keys, purpose: purposes[page as ReaderPage], token: token ?? "" }) !== null;
  return isOurs ? NextResponse.next() : NextResponse.rewrite(new URL("/no-such-link", request.url));
}

export const config = { matcher: ["/confirm/:token", "/lessons/:token", "/me/:token", "/leave/:token"] };
