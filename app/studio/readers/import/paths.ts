export const importsPath = "/studio/readers/import";

export function importPath(id: number): string {
  return `${importsPath}/${id}`;
}

/** The number in a path, or null where it is none that a row could have. */
export function idIn(raw: string): number | null {
  return /^[1-9]\d{0,14}$/.test(raw) ? Number(raw) : null;
}
