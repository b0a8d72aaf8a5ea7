import { z } from "zod";
import { isSlug } from "../../slug.ts";
import { typedZone } from "./typed-zone.ts";

const text = z.string({ error: "Send this as text." });

/** What may stand in a signup. What the words mean is for `engine/signup` to judge; here they only become words. */
const signupFields = z.object({
  email: text.default(""),
  name: text
    .nullable()
    .default("")
    .transform((name) => name ?? ""),
  // Only what could be a course's address reaches the database, which would choke on a zero byte.
  course: text.default("").transform((slug) => (isSlug(slug) ? slug : "")),
  /** In place of a course: the letter that is asked for. */
  newsletter: text.optional().transform((slug) => (slug === undefined || isSlug(slug) ? slug : "")),
  /** The issue below which the form stands. */
  issue: text.optional().transform((slug) => (slug !== undefined && isSlug(slug) ? slug : undefined)),
  timezone: text.default("").transform(typedZone),
  sendTime: text.default(""),
  /** A ticked box of a form sends "yes"; JSON says true. */
  weeklyLetter: z.union([z.boolean(), z.string()], { error: "Send true or false." }).default(false),
  honeypot: text.default(""),
  /** Which page the form stands on, in the words that the consent keeps. */
  form: z.enum(["course page", "article", "letter page", "letter", "api"]).catch("api"),
  /** The address that the form has already been asked about; only a form can be. */
  questioned: text.optional(),
  /** The button of a suggested address, pressed without a script: it takes the place of what was typed. */
  suggestion: text.default(""),
});

export type SignupFields = Omit<
  z.infer<typeof signupFields>,
  "suggestion" | "weeklyLetter" | "newsletter" | "issue"
> & {
  weeklyLetter: boolean;
  newsletter?: string | undefined;
  issue?: string | undefined;
};

export type ReadFields = { kind: "ok"; fields: SignupFields } | { kind: "invalid"; errors: Record<string, string> };

export function readFields(raw: Record<string, unknown>): ReadFields {
  const read = signupFields.safeParse(raw);
  if (!read.success) {
    return {
      kind: "invalid",
      errors: Object.fromEntries(read.error.issues.map((i) => [String(i.path[0]), i.message])),
    };
  }
  const { suggestion, weeklyLetter, ...fields } = read.data;
  const isTicked = typeof weeklyLetter === "boolean" ? weeklyLetter : ["yes", "on", "true"].includes(weeklyLetter);
  return { kind: "ok", fields: { ...fields, email: suggestion || fields.email, weeklyLetter: isTicked } };
}
