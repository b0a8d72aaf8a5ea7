import type { Context } from "../../engine/context.ts";
import { type Choices, type ChosenCourse, isLive, mayRestart, readChoices } from "../../engine/reader-choices.ts";
import { noteHere } from "../../engine/seen.ts";
import { seeOther } from "../answer-page.ts";
import { readSubmission } from "../api/signup/read-submission.ts";
import { keepForm } from "../components/signup/kept-form.ts";
import type { KeptForm } from "../components/signup/parse-kept.ts";
import { courseAmong } from "./own.ts";
import { type Change, changePath, readerPath } from "./paths.ts";
import { press, type Tokened } from "./press.ts";

/** What the button of a change has to go by: who pressed it, and the fields that the form sent. */
export type Pressed = {
  context: Context;
  token: string;
  choices: Choices;
  /** The course that the form names, or the only one, where the change can be about it. */
  course: ChosenCourse | null;
  /** One text for each field, "" where there is none. */
  value(field: string): string;
  /** Of the request: who pressed it, for the proof of a consent. */
  headers: Headers;
};

/**
 * What became of it. `changed` leads to the reader's own page, which says what is so now; `again` back to the page of
 * the change, which says what is wrong with these values, or with `fault` what is missing.
 */
export type Outcome =
  | { kind: "changed"; said?: string; course?: string; letter?: string }
  | { kind: "again"; fault?: string }
  /** As `again`, for values that have no place in a URL. */
  | { kind: "kept"; kept: KeptForm }
  | { kind: "gone"; path: string }
  | { kind: "unknown" };

/** The POST of a change's button. Every answer is a page; reloading it repeats nothing. */
export function changing(change: Change, act: (pressed: Pressed) => Promise<Outcome>) {
  return async (request: Request, { params }: Tokened): Promise<Response> => {
    const { token } = await params;
    const submission = await readSubmission(request);
    const fields = submission.kind === "read" ? submission.fields : {};
    const value = (field: string) => textIn(fields, field);
    let cookie: string | null = null;
    const response = await press({
      request,
      act: async (context) => {
        const choices = await readChoices(context, { token });
        if (choices === null) return null;
        await noteHere(context, choices);
        const course = courseAmong(choices.courses.filter(meant[change] ?? always), value("course"));
        const outcome = await act({ context, token, choices, course, value, headers: request.headers });
        if (outcome.kind === "kept") cookie = keepForm({ kept: outcome.kept, isSecure: isSecure(context) });
        return pathAfter(outcome, { change, token, fields });
      },
    });
    if (cookie !== null) response.headers.append("Set-Cookie", cookie);
    return response;
  };
}

/**
 * What a change can be about. A button in a tab that was forgotten may name a course that is over by now: then nothing
 * is changed, and the page of the change says so.
 */
const meant: Partial<Record<Change, (course: ChosenCourse) => boolean>> = {
  days: isLive,
  pause: isLive,
  resume: isLive,
  next: isLive,
  restart: mayRestart,
};
const always = () => true;

function isSecure({ settings }: Context): boolean {
  return settings.siteUrl.startsWith("https:");
}

/** Somebody reloaded or bookmarked the address behind a button: show the page that explains it, change nothing. */
export function backTo(change: Change) {
  return async (_request: Request, { params }: Tokened): Promise<Response> =>
    seeOther(changePath((await params).token, change));
}

function pathAfter(
  outcome: Outcome,
  { change, token, fields }: { change: Change; token: string; fields: Record<string, unknown> },
): string | null {
  switch (outcome.kind) {
    case "unknown":
      return null;
    case "gone":
      return outcome.path;
    case "kept":
      return `${changePath(token, change)}?again`;
    case "again": {
      const sent = Object.keys(fields).map((field): [string, string] => [field, textIn(fields, field)]);
      const query = new URLSearchParams([...sent, outcome.fault === undefined ? ["see", "yes"] : [outcome.fault, ""]]);
      return `${changePath(token, change)}?${query}`;
    }
    case "changed": {
      const { said = change, course, letter } = outcome;
      const about = { ...(course !== undefined && { course }), ...(letter !== undefined && { letter }) };
      const query = new URLSearchParams({ changed: said, ...about });
      return `${readerPath("me", token)}?${query}#changed`;
    }
  }
}

/** A redirect's address is no place for a book. */
const longestValue = 1_000;

function textIn(fields: Record<string, unknown>, field: string): string {
  const value = Object.hasOwn(fields, field) ? fields[field] : "";
  return typeof value === "string" ? value.slice(0, longestValue).toWellFormed() : "";
}
