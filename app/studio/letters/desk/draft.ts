/** What an author types of a letter. */
export type Draft = { title: string; subject: string; preheader: string; markdown: string };

export const draftFields = ["title", "subject", "preheader", "markdown"] as const satisfies readonly (keyof Draft)[];

export function isSameDraft(one: Draft, other: Draft): boolean {
  return draftFields.every((field) => one[field] === other[field]);
}

/** What the save route answers a script. */
export type Saved =
  | { kind: "saved"; revision: number }
  | { kind: "conflict"; theirs: Draft & { revision: number } }
  | { kind: "closed"; message: string }
  | { kind: "wrong"; message: string };

/** Both texts one under the other, so that nothing of either is lost. */
export function joinDrafts(mine: Draft, theirs: Draft): Draft {
  const mark = "\n\n---\n\n**Here begins the other text.**\n\n";
  return { ...mine, markdown: `${mine.markdown}${mark}${theirs.markdown}` };
}

/** The lines of a text, each with whether the other text has it nowhere. */
export function markLines(text: string, other: string): { words: string; isOwn: boolean }[] {
  const others = new Set(other.split("\n"));
  return text.split("\n").map((words) => ({ words, isOwn: words.trim() !== "" && !others.has(words) }));
}
