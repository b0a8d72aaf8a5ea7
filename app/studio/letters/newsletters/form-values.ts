import type { NewsletterForm } from "../../../../engine/letters/newsletter-form.ts";

/** The form as it was posted, or as a page was asked to show it again. `value` says "" of a field that is not there. */
export function readNewsletterForm(value: (field: string) => string): NewsletterForm {
  return {
    slug: value("slug"),
    title: value("title"),
    description: value("description"),
    senderName: value("senderName"),
    replyTo: value("replyTo"),
    tracking: value("tracking") === "yes",
    duringCourse: value("duringCourse"),
  };
}

/** Fields of a posted form; a file in one counts as nothing typed. */
export function fieldsOf(form: FormData): (field: string) => string {
  return (field) => {
    const value = form.get(field);
    return typeof value === "string" ? value.slice(0, 2_000) : "";
  };
}

/** The query with which a page shows a form again that was not accepted. Nothing of a reader is in it. */
export function againQuery(form: NewsletterForm): string {
  const { tracking, ...texts } = form;
  return `${new URLSearchParams({ again: "", ...texts, tracking: tracking ? "yes" : "" })}`;
}

export type Query = Record<string, string | string[] | undefined>;

/** What `againQuery` wrote; null where the page was simply opened. */
export function formInQuery(query: Query): NewsletterForm | null {
  if (query.again === undefined) return null;
  return readNewsletterForm((field) => {
    const value = query[field];
    return typeof value === "string" ? value : "";
  });
}
