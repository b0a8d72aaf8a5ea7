/** Where somebody was when the page went away: in which move and how far in it, and which moves were done. */
export type KeptPlace = {
  move: number;
  at: number;
  spentMs: number;
  counted: number;
  isOpen: boolean;
  done: readonly number[];
};

/**
 * A phone reloads a page that it has put away. What was begun is kept for this tab alone and this page alone; storage
 * that is full or forbidden keeps nothing, and the timer works all the same.
 */
export function keepPlace(place: KeptPlace): void {
  try {
    sessionStorage.setItem(keyOfPage(), JSON.stringify(place));
  } catch {
    // Private windows of some browsers allow no storage; a reload then begins anew, which is what they promise.
  }
}

export function keptPlace(): KeptPlace | null {
  try {
    return readPlace(JSON.parse(sessionStorage.getItem(keyOfPage()) ?? "null"));
  } catch {
    return null;
  }
}

/** What is stored can be of an older script, or touched by hand: it counts only if it is whole. */
export function readPlace(stored: unknown): KeptPlace | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { move, at, spentMs, counted, isOpen, done } = stored as Record<string, unknown>;
  if (!isCount(move) || !isCount(at) || !isAmount(spentMs) || !isCount(counted)) return null;
  if (typeof isOpen !== "boolean" || !Array.isArray(done) || !done.every(isCount)) return null;
  return { move, at, spentMs, counted, isOpen, done };
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isCount(value: unknown): value is number {
  return isAmount(value) && Number.isInteger(value);
}

function keyOfPage(): string {
  return `timer:${location.pathname}`;
}
