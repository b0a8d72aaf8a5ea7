import type { DraftFields } from "../../../db/letters/drafts.ts";

/** What a form holds of a letter. A field that is missing is empty: a text is kept whatever it is. */
export function readFields(form: FormData): DraftFields {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return { title: text("title"), subject: text("subject"), preheader: text("preheader"), markdown: text("markdown") };
}

export function readNumber(form: FormData, name: string): number | null {
  const value = form.get(name);
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

export function wantsJson({ headers }: Request): boolean {
  return (headers.get("accept") ?? "").includes("application/json");
}
