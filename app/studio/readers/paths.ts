/** Where a reader's page of the studio stands. */
export function readerPath(id: number): string {
  return `/studio/readers/${id}`;
}

const segmentsPath = "/studio/readers/segments";

export function segmentPath(id: number): string {
  return `${segmentsPath}/${id}`;
}

/** A list with these fields, or everybody. */
export function listPath(fields: URLSearchParams): string {
  const query = fields.toString();
  return query === "" ? "/studio/readers" : `/studio/readers?${query}`;
}

/** The id that a path or field names; null for anything that none can be. */
export function idOf(text: string): number | null {
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}
