/** Keeps "7:00 AM" in one line: an hour and its half of the day belong together. */
export function unbroken(words: string): string {
  return words.replace(/(\d) (AM|PM)\b/g, "$1\u00a0$2");
}
