import type { Draft } from "./draft.ts";

/** Changes that are not saved yet, with the revision that they began from. */
export type KeptDraft = { draft: Draft; revision: number };

/**
 * Keeps what was typed in this browser until the server has it, so that a tab that closes and a network that goes lose
 * nothing. Says whether it could: storage that is full or forbidden keeps nothing.
 */
export function keepDraft(id: number, kept: KeptDraft): boolean {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(kept));
    return true;
  } catch {
    // A private window may allow no storage. The words on the page then say that nothing is kept.
    return false;
  }
}

export function keptDraft(id: number): KeptDraft | null {
  try {
    return readKept(JSON.parse(localStorage.getItem(keyOf(id)) ?? "null"));
  } catch {
    return null;
  }
}

export function dropDraft(id: number): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // Where nothing can be stored, nothing is there to be dropped.
  }
}

/** What is stored can be of an older script, or touched by hand: it counts only if it is whole. */
export function readKept(stored: unknown): KeptDraft | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { draft, revision } = stored as Record<string, unknown>;
  if (typeof draft !== "object" || draft === null || !Number.isInteger(revision)) return null;
  const { title, subject, preheader, markdown } = draft as Record<string, unknown>;
  if (![title, subject, preheader, markdown].every((field) => typeof field === "string")) return null;
  return { draft: { title, subject, preheader, markdown } as Draft, revision: revision as number }; // Looked at above.
}

function keyOf(id: number): string {
  return `dayletter-letter:${id}`;
}
