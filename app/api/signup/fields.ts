import { z } from "zod";

const text = z.string({ error: "Send this as text." });

/** What may stand in a signup. What the words mean is for `engine/signup` to judge; here they only become words. */
const signupFields = z.object({
  email: text.default(""),
  name: text
    .nullable()
    .default("")
    .transform((name) => name ?? ""),
  course: text.default(""),
  // People type, and our list offers, "America/New York".
  timezone: text.default("").transform((zone) => zone.trim().replaceAll(/\s+/g, "_")),
  sendTime: text.default(""),
  /** A ticked box of a form sends "yes"; JSON says true. */
  weeklyLetter: z.union([z.boolean(), z.string()], { error: "Send true or false." }).default(false),
  honeypot: text.default(""),
  /** Which page the form stands on. */
  form: text.default("api"),
  /** The address that the form has already been asked about; only a form can be. */
  questioned: text.optional(),
  /** The button of a suggested address, pressed without a script: it takes the place of what was typed. */
  suggestion: text.default(""),
});

export type SignupFields = Omit<z.infer<typeof signupFields>, "suggestion" | "weeklyLetter"> & {
  weeklyLetter: boolean;
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
