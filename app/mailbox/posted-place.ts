import { readSubmission } from "../api/signup/read-submission.ts";
import { type Place, readPlace } from "./address.ts";

type Posted = { kind: "ok"; place: Place } | { kind: "refused"; status: number; words: string };

/** Whose mail was listed where a button was pressed, from the form around the button. */
export async function readPostedPlace(request: Request): Promise<Posted> {
  const submission = await readSubmission(request);
  if (submission.kind === "refused") return submission;
  const { to } = submission.fields;
  return { kind: "ok", place: readPlace({ to: typeof to === "string" ? to : undefined }) };
}
