import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Role } from "../../db/schema/authors.ts";
import type { Context } from "../../engine/context.ts";
import { type Author, authorOf, isAllowed } from "../../engine/studio/author.ts";
import { type Answer, answerPage, seeOther } from "../answer-page.ts";
import { requestContext } from "../context.ts";
import { isOwnPost } from "./own-post.ts";
import { comeInPath, ownerOnlyPath } from "./paths.ts";

type SignedIn = { context: Context; author: Author };

/** Whoever is signed in, asked once for each page that is drawn; null for nobody. */
export const currentAuthor = cache(async (): Promise<Author | null> => {
  return authorOf(await requestContext(), await headers());
});

/**
 * What every page of the studio calls first. Nobody is led to sign in, and a viewer away from what only an owner may
 * see: the page is not drawn for them at all.
 */
export async function requireAuthor(role: Role): Promise<SignedIn> {
  const author = await currentAuthor();
  if (author === null) redirect(comeInPath((await headers()).get("x-studio-path")));
  if (!isAllowed(author, role)) redirect(ownerOnlyPath);
  return { context: await requestContext(), author };
}

type Press = (SignedIn & { kind: "author"; form: FormData }) | { kind: "answer"; response: Response };

/** Where a route reads the body itself, such as the stream of a large file, nothing of it is touched here. */
type Reading = { body?: "form" | "unread" };

const longestFormBytes = 1_000_000;

/**
 * What every route of the studio calls first: the session, the role, that a POST comes from a page of ours, and that
 * its form is no longer than a form. `form` is empty for a GET and for a body that is left unread. Whatever is amiss,
 * nothing is to be done but to return `response`.
 */
export async function authorPress(request: Request, role: Role, { body = "form" }: Reading = {}): Promise<Press> {
  const isLook = request.method === "GET" || request.method === "HEAD";
  if (!isLook && !isOwnPost(request.headers)) return refused(request, pressedElsewhere);
  const context = await requestContext();
  const author = await authorOf(context, request.headers);
  if (author === null) return { kind: "answer", response: signInFirst(request, isLook) };
  if (!isAllowed(author, role)) return refused(request, onlyTheOwner);
  if (isLook || body === "unread") return { kind: "author", context, author, form: new FormData() };
  const form = await readForm(request);
  return form === null ? refused(request, unreadable) : { kind: "author", context, author, form };
}

export async function readForm(request: Request): Promise<FormData | null> {
  if (Number(request.headers.get("content-length") ?? 0) > longestFormBytes) return null;
  // A button without a field may send nothing at all.
  if (!request.headers.has("content-type")) return new FormData();
  try {
    return await request.formData();
  } catch {
    // What a stranger sends as a form and is none is their fault, and said so.
    return null;
  }
}

function refused(request: Request, answer: Answer): Press {
  const { status, words } = answer;
  return {
    kind: "answer",
    response: wantsJson(request) ? Response.json({ error: words }, { status }) : answerPage(answer),
  };
}

function signInFirst(request: Request, isLook: boolean): Response {
  if (wantsJson(request)) return Response.json({ error: "Sign in first." }, { status: 401 });
  // What was asked by GET can be asked again after signing in; a POST's form is gone by then.
  const { pathname, search } = new URL(request.url);
  return seeOther(comeInPath(isLook ? `${pathname}${search}` : null));
}

function wantsJson({ headers }: Request): boolean {
  return (headers.get("accept") ?? "").includes("application/json");
}

const toStudio = { href: "/studio", words: "To the studio" };

export const pressedElsewhere: Answer = {
  status: 403,
  title: "That button was on another site",
  words: "Nothing was changed. Open the studio and press the button there.",
  forward: toStudio,
};

export const onlyTheOwner: Answer = {
  status: 403,
  title: "Only an owner may do this",
  words: "Nothing was changed. You may look at everything here; ask an owner of this site for what has to be changed.",
  forward: toStudio,
};

export const unreadable: Answer = {
  status: 400,
  title: "That was no form of ours",
  words: "Nothing was changed. Go back and press the button again.",
  forward: toStudio,
};
