import { type Feeling, feelings } from "../../db/schema/enrolments.ts";

/** How each feeling is said on a page. */
export const feelingWords: Readonly<Record<Feeling, string>> = { easy: "Easy", right: "Just right", hard: "Hard" };

/** The word that a form brought, where it brought one that we know. */
export function feelingIn(fields: Readonly<Record<string, unknown>>): Feeling | null {
  return feelings.find((feeling) => feeling === fields.felt) ?? null;
}
