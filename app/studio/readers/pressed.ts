/** Longer than anything that belongs in a field of these forms. */
const longestValue = 1_000;

/** The text of a form's field, "" where there is none or a file; without NUL, which PostgreSQL takes in no text. */
export function textIn(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value.replaceAll("\0", "").slice(0, longestValue).toWellFormed() : "";
}
