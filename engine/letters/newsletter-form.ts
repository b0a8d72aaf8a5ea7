import type { NewsletterFields } from "../../db/letters/newsletter-desk.ts";
import { parseAddress } from "../../domain/addresses.ts";
import { normalizeLine } from "../../domain/letter/hidden-characters.ts";
import { withoutHidden } from "../../domain/names.ts";

/** A newsletter's form as an author filled it in. */
export type NewsletterForm = {
  /** Its name in addresses, of a new one: "" makes one from the title. */
  slug: string;
  title: string;
  description: string;
  senderName: string;
  replyTo: string;
  tracking: boolean;
  /** What it does during a course: one of `duringCourseChoices`. */
  duringCourse: string;
};

export type NewsletterField = Exclude<keyof NewsletterForm, "tracking">;
export type NewsletterErrors = Partial<Record<NewsletterField, string>>;

/** The two columns behind one question. */
export const duringCourseChoices = {
  send: { duringCourse: "send", heldThen: "send" },
  "hold-send": { duringCourse: "hold", heldThen: "send" },
  "hold-cancel": { duringCourse: "hold", heldThen: "cancel" },
  skip: { duringCourse: "skip", heldThen: "send" },
} as const;
export type DuringCourseChoice = keyof typeof duringCourseChoices;

export function duringCourseChoice(
  newsletter: Pick<NewsletterFields, "duringCourse" | "heldThen">,
): DuringCourseChoice {
  if (newsletter.duringCourse !== "hold") return newsletter.duringCourse;
  return newsletter.heldThen === "send" ? "hold-send" : "hold-cancel";
}

/** What is wrong with a form, field by field, as making or changing would say it. */
export function findFaults(form: NewsletterForm): NewsletterErrors {
  const read = readForm(form);
  return read.kind === "invalid" ? read.errors : {};
}

/** What a form without faults comes to; null for one with any. */
export function fieldsOf(form: NewsletterForm): NewsletterFields | null {
  const read = readForm(form);
  return read.kind === "read" ? read.fields : null;
}

const longest = { title: 100, description: 300, senderName: 100 } as const;

export function readForm(
  form: NewsletterForm,
): { kind: "read"; fields: NewsletterFields } | { kind: "invalid"; errors: NewsletterErrors } {
  const errors: NewsletterErrors = {};
  const line = (field: keyof typeof longest): string => {
    const text = normalizeLine(withoutHidden(form[field].toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")));
    if ([...text].length > longest[field]) errors[field] = `At most ${longest[field]} letters, please.`;
    return text;
  };
  const [title, description, senderName] = [line("title"), line("description"), line("senderName")];
  if (title === "") errors.title = "Give it a title. Its readers see it in every letter.";
  const replyTo = form.replyTo.trim() === "" ? null : parseAddress(form.replyTo);
  if (replyTo?.kind === "invalid") errors.replyTo = replyTo.message;
  if (!Object.hasOwn(duringCourseChoices, form.duringCourse)) errors.duringCourse = "Please choose one of these.";
  if (Object.keys(errors).length > 0) return { kind: "invalid", errors };
  const during = duringCourseChoices[form.duringCourse as DuringCourseChoice]; // Looked up above.
  return {
    kind: "read",
    fields: {
      ...{ title, description, senderName: senderName || null, tracking: form.tracking, ...during },
      replyTo: replyTo?.kind === "ok" ? replyTo.address : null,
    },
  };
}
