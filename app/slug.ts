/** Whether a part of an address could be a course's: lower-case words joined by hyphens, as publishing demands. */
export function isSlug(part: string): boolean {
  return part.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part);
}
