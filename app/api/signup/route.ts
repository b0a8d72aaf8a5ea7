import { askForNewsletter } from "../../../engine/letters/follow.ts";
import { signUp } from "../../../engine/signup.ts";
import { callerOf } from "../../caller.ts";
import { requestContext } from "../../context.ts";
import { evenly } from "../../evenly.ts";
import { formAnswer, jsonAnswer, refusal, wrongMethod } from "./answers.ts";
import { readFields } from "./fields.ts";
import { readSubmission } from "./read-submission.ts";

/**
 * A signup for a course, or with `newsletter` for a letter alone, by form or by JSON. A form is always answered by a page: the next step, or its own page again with what was
 * typed and what was wrong with it (by a redirect and a short-lived cookie, see `kept-form`). JSON is answered by JSON:
 * 202; 422 with words for each field; 400, 413, 415; 429 with `Retry-After`. A known address and an unknown one get the same answer.
 */
export async function POST(request: Request): Promise<Response> {
  const submission = await readSubmission(request);
  const { isJson } = submission;
  if (submission.kind === "refused") return refusal(submission);
  const read = readFields(submission.fields);
  if (read.kind === "invalid") return jsonAnswer({ kind: "invalid", errors: read.errors, suggestion: null });
  const context = await requestContext();
  try {
    const { newsletter, ...fields } = { ...read.fields, ...callerOf(request.headers) };
    const outcome = await evenly(
      newsletter === undefined ? signUp(context, fields) : askForNewsletter(context, { ...fields, newsletter }),
    );
    if (isJson) return jsonAnswer(outcome);
    return formAnswer({ outcome, typed: read.fields, isSecure: context.settings.siteUrl.startsWith("https:") });
  } catch (error) {
    // The route's edge. Whatever failed took its transaction with it, so "nothing was stored" is true.
    context.log.error({ err: error }, "a signup failed");
    return refusal({ isJson, status: 503, words: "Nothing was stored. Please try again in a few minutes." });
  }
}

export { wrongMethod as DELETE, wrongMethod as GET, wrongMethod as OPTIONS, wrongMethod as PATCH, wrongMethod as PUT };
