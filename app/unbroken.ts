const months = "January|February|March|April|May|June|July|August|September|October|November|December";
const before = new RegExp(`\\b(Day|${months}) (?=\\d)`, "g");

/** Keeps "7:00 AM", "Day 1" and "December 29" each in one line: what belongs together is read together. */
export function unbroken(words: string): string {
  return words.replace(/(\d) (AM|PM)\b/g, "$1\u00a0$2").replace(before, "$1\u00a0");
}
