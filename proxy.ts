import { type NextRequest, NextResponse } from "next/server";
import type { ReaderPage } from "./app/(reader)/paths.ts";
import { requestContext } from "./app/context.ts";
import { isKnown } from "./app/fresh.ts";
import { stampOf } from "./app/letter-stamp.ts";
import { mailboxContext } from "./app/mailbox/mailbox-context.ts";
import { isSlug } from "./app/slug.ts";
import { isInStudio, nothingHerePath } from "./app/studio/standing.ts";
import type { Purpose } from "./domain/tokens.ts";
import { isOffered } from "./engine/catalogue.ts";
import type { Context } from "./engine/context.ts";
import { isInArchive } from "./engine/letters/archive/archive.ts";
import { authorOf } from "./engine/studio/author.ts";
import { type FreshCookie, rotateSession } from "./engine/studio/rotate.ts";
import { deliveryOf } from "./engine/token.ts";

const purposes: Readonly<Record<ReaderPage, Purpose>> = {
  confirm: "confirm",
  lessons: "lesson",
  me: "me",
  leave: "leave",
  address: "address",
  // The token that its mail carries for what it is about, whatever that is.
  letter: "lesson",
};

/**
 * Answers a link that is forged, cut, of another kind or of a reader who was erased, a course or letter that there is none of, and a mailbox that is not
 * for whoever asks, before the page is drawn.
 *
 * The pages ask for themselves and call `notFound()`, but of that Next sends an empty document which only JavaScript
 * fills (vercel/next.js issue 62228). An address that no page has gets a drawn 404 page, so that is where such a
 * request is sent. It guards nothing: what a token opens is decided by the page and by the engine.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  // A press answers for itself, with words of its own.
  if (request.method === "POST") return NextResponse.next();
  if (request.nextUrl.pathname.startsWith("/studio")) return toStudio(request);
  if (!(await isThere(request))) return NextResponse.rewrite(new URL("/no-such-link", request.url));
  return (await unlessChanged(request)) ?? NextResponse.next();
}

/** A letter of the archive is asked for again and again, and is the same for everybody: whoever has it is told so. */
async function unlessChanged({ nextUrl, headers }: NextRequest): Promise<NextResponse | null> {
  const [, page, newsletterSlug = "", issueSlug] = nextUrl.pathname.split("/");
  // With a question behind it, it may show a form that was filled in.
  if (page !== "letters" || issueSlug === undefined || nextUrl.search !== "" || headers.has("rsc")) return null;
  const stamp = await stampOf(await requestContext(), { newsletterSlug, issueSlug });
  if (stamp === null) return null;
  const fresh = {
    ETag: stamp.tag,
    "Last-Modified": stamp.changedAt.toUTCString(),
    "Cache-Control": "public, max-age=0, must-revalidate",
  };
  if (isKnown(headers, stamp)) return new NextResponse(null, { status: 304, headers: fresh });
  return NextResponse.next({ headers: fresh });
}

/**
 * A page is not told its own address, which whoever has to sign in first wants to come back to; nor can it set the
 * cookie of a session that is renewed.
 */
async function toStudio({ headers, nextUrl }: NextRequest): Promise<NextResponse> {
  const told = new Headers(headers);
  told.set("x-studio-path", `${nextUrl.pathname}${nextUrl.search}`);
  const fresh = await renewed(headers);
  if (fresh !== null) told.set("cookie", withCookie(headers.get("cookie") ?? "", fresh.pair));
  const request = { headers: told };
  const response = (await isNothing(told, nextUrl.pathname))
    ? NextResponse.rewrite(new URL(nothingHerePath, nextUrl), { request })
    : NextResponse.next({ request });
  if (fresh !== null) response.headers.append("set-cookie", fresh.line);
  return response;
}

/** Asked for authors alone: to anybody else the page says that they have to sign in, whatever the address names. */
async function isNothing(headers: Headers, path: string): Promise<boolean> {
  if (!headers.has("cookie")) return false;
  const isThere = await unlessItFails(
    async (context) => (await isInStudio(context, path)) || (await authorOf(context, headers)) === null,
  );
  return !isThere;
}

async function renewed(headers: Headers): Promise<FreshCookie | null> {
  if (!headers.has("cookie")) return null;
  const context = await requestContext();
  try {
    return await rotateSession(context, headers);
  } catch (error) {
    // The old one is good as long as it was; the page will ask the same database, and has words for a failure.
    context.log.warn({ err: error }, "a session could not be renewed");
    return null;
  }
}

function withCookie(cookies: string, pair: string): string {
  const name = `${pair.split("=", 1)[0]}=`;
  const others = cookies.split(/; */).filter((one) => one !== "" && !one.startsWith(name));
  return [...others, pair].join("; ");
}

async function isThere({ nextUrl, headers }: NextRequest): Promise<boolean> {
  const [, page, part = "", rest] = nextUrl.pathname.split("/");
  if (page === "mailbox") return (await mailboxContext(headers)) !== null;
  if (page === "courses") return isCourse(part);
  if (page === "letters") return isLetter(part, rest);
  // As `config` has it.
  return isOurs(page as ReaderPage, part);
}

async function isOurs(page: ReaderPage, token: string): Promise<boolean> {
  return unlessItFails(async (context) => {
    const delivery = await deliveryOf(context, { purpose: purposes[page], token });
    if (delivery === null) return false;
    if (page === "letter") return delivery.kind === "issue";
    return page !== "lessons" || delivery.enrolmentId !== null;
  });
}

async function isCourse(slug: string): Promise<boolean> {
  return isSlug(slug) && unlessItFails((context) => isOffered(context, { slug }));
}

async function isLetter(newsletterSlug: string, issueSlug: string | undefined): Promise<boolean> {
  // The feeds answer for themselves.
  if (issueSlug === "rss.xml" || issueSlug === "atom.xml") return true;
  const isNamed = isSlug(newsletterSlug) && (issueSlug === undefined || isSlug(issueSlug));
  return isNamed && unlessItFails((context) => isInArchive(context, { newsletterSlug, issueSlug }));
}

async function unlessItFails(look: (context: Context) => Promise<boolean>): Promise<boolean> {
  const context = await requestContext();
  try {
    return await look(context);
  } catch (error) {
    // The page will ask the same database, and has words for a failure, which this place has not.
    context.log.warn({ err: error }, "could not look for what a page shows before it is drawn");
    return true;
  }
}

export const config = {
  matcher: [
    "/courses/:slug",
    "/letters/:slug",
    "/letters/:slug/:issue",
    "/letter/:token",
    "/confirm/:token",
    "/lessons/:token",
    "/me/:token/:path*",
    "/leave/:token",
    "/address/:token/:path*",
    "/mailbox/:path*",
    "/studio",
    // All but the file of an import: what passes here, Next holds in memory and cuts off at 10 MB.
    "/studio/((?!readers/import/file$).+)",
  ],
};
