import type { TooOften } from "../../../engine/limits/take-turns.ts";
import { answerPage, privately, seeOther } from "../../answer-page.ts";
import { keepForm } from "../../components/signup/kept-form.ts";
import { tooOftenAnswer } from "../../too-often.ts";
import type { SignupFields } from "./fields.ts";

/** What became of a signup. "received" says nothing about whether the address was known. */
export type Outcome =
  | { kind: "received"; address: string }
  | { kind: "invalid"; errors: Partial<Record<string, string>>; suggestion: string | null }
  | TooOften;

export function jsonAnswer(outcome: Outcome): Response {
  if (outcome.kind === "received") return json(202, { status: "received" });
  if (outcome.kind === "too often") return tooOftenAnswer({ turn: outcome, isJson: true });
  return json(422, { errors: outcome.errors, suggestion: outcome.suggestion });
}

/** Leads to the page that says what comes next, or back to the form, which finds the rest in its cookie. */
export function formAnswer(input: { outcome: Outcome; typed: SignupFields; isSecure: boolean }): Response {
  const { outcome, typed, isSecure } = input;
  if (outcome.kind === "received") {
    const kept = { typed: { email: outcome.address, back: pageOf(typed) }, errors: {}, suggestion: null };
    return withCookie(seeOther("/check-your-mail"), keepForm({ kept, isSecure }));
  }
  if (outcome.kind === "too often") return tooOftenAnswer({ turn: outcome, isJson: false });
  if (outcome.errors.course !== undefined) return answerPage(unknownCourse);
  if (outcome.errors.newsletter !== undefined) return answerPage(unknownNewsletter);
  const { email, name, sendTime } = typed;
  const kept = {
    typed: {
      email,
      name,
      timezone: typed.timezone.replaceAll("_", " "),
      sendTime,
      weeklyLetter: typed.weeklyLetter ? "yes" : "",
    },
    errors: Object.fromEntries(
      Object.entries(outcome.errors).flatMap(([field, words]) => (words ? [[field, words]] : [])),
    ),
    suggestion: outcome.suggestion,
  };
  return withCookie(seeOther(`${pageOf(typed)}?again`), keepForm({ kept, isSecure }));
}

/** An answer without a signup: the request could not be read, or nothing works right now. */
export function refusal({ isJson, status, words }: { isJson: boolean; status: number; words: string }): Response {
  if (isJson) return json(status, { error: words });
  return answerPage({
    status,
    title: "That did not work",
    words,
    forward: { href: "/", words: "Back to the home page" },
  });
}

export function wrongMethod(): Response {
  const response = json(405, { error: "A signup is sent here by POST." });
  response.headers.set("Allow", "POST");
  return response;
}

/** Never from a value that leads elsewhere: the page is one of ours, and a course's name is only a part of its path. */
function pageOf({ form, course, newsletter, issue }: SignupFields): string {
  if (newsletter !== undefined) return letterPath(newsletter, form === "letter" ? issue : undefined);
  return form === "article" ? "/articles/what-muscles-does-running-work" : `/courses/${encodeURIComponent(course)}`;
}

function letterPath(newsletter: string, issue: string | undefined): string {
  const names = issue === undefined ? [newsletter] : [newsletter, issue];
  return `/letters/${names.map(encodeURIComponent).join("/")}`;
}

const unknownNewsletter = {
  status: 422,
  title: "We do not offer that letter",
  words: "It may have ended since you opened the page. Nothing was stored.",
  forward: { href: "/letters", words: "See the letters that there are" },
};

const unknownCourse = {
  status: 422,
  title: "We do not offer that course",
  words: "It may have been taken down since you opened the page. Nothing was stored.",
  forward: { href: "/", words: "See the courses that there are" },
};

function json(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: privately });
}

function withCookie(response: Response, cookie: string): Response {
  response.headers.append("Set-Cookie", cookie);
  return response;
}
