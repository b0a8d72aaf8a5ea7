import { type NextRequest, NextResponse } from "next/server";
import type { ReaderPage } from "./app/(reader)/paths.ts";
import { requestContext } from "./app/context.ts";
import { mailboxContext } from "./app/mailbox/mailbox-context.ts";
import { isSlug } from "./app/slug.ts";
import { type Purpose, readToken } from "./domain/tokens.ts";
import { isOffered } from "./engine/catalogue.ts";

const purposes: Readonly<Record<ReaderPage, Purpose>> = {
  confirm: "confirm",
  lessons: "lesson",
  me: "me",
  leave: "leave",
};

/**
 * Answers a link that is forged, cut or of another kind, a course that there is none of, and a mailbox that is not
 * for whoever asks, before the page is drawn.
 *
 * The pages ask for themselves and call `notFound()`, but of that Next sends an empty document which only JavaScript
 * fills (vercel/next.js issue 62228). An address that no page has gets a drawn 404 page, so that is where such a
 * request is sent. It guards nothing: what a token opens is decided by the page and by the engine.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  return (await isThere(request)) ? NextResponse.next() : NextResponse.rewrite(new URL("/no-such-link", request.url));
}

async function isThere({ nextUrl, headers }: NextRequest): Promise<boolean> {
  const [, page, part = ""] = nextUrl.pathname.split("/");
  if (page === "mailbox") return (await mailboxContext(headers)) !== null;
  if (page === "courses") return isCourse(part);
  // As `config` has it.
  return isOurs(page as ReaderPage, part);
}

async function isOurs(page: ReaderPage, token: string): Promise<boolean> {
  const { keys } = await requestContext();
  return readToken({ keys, purpose: purposes[page], token }) !== null;
}

async function isCourse(slug: string): Promise<boolean> {
  if (!isSlug(slug)) return false;
  const context = await requestContext();
  try {
    return await isOffered(context, { slug });
  } catch (error) {
    // The page will ask the same database, and has words for a failure, which this place has not.
    context.log.warn({ err: error }, "could not look for a course before its page");
    return true;
  }
}

export const config = {
  matcher: ["/courses/:slug", "/confirm/:token", "/lessons/:token", "/me/:token", "/leave/:token", "/mailbox/:path*"],
};
