import { shareOf } from "./share.ts";

/** Of one lesson: runs that had it, runs whose newest it is, and those of them that were left. */
export type Passing = { had: number; standing: number; left: number };

export type Kept = {
  /** Runs that went on from here or left: whoever is still under way here has not decided. */
  decided: number;
  left: number;
  /** The share of those that left; null where too few have decided. */
  leaving: number | null;
  /** The share of all beginners that is still there after this lesson, as far as it is known. */
  stillThere: number;
};

/**
 * How many are still there after each lesson (the estimator of Kaplan and Meier, 1958). A course's newest readers have
 * not seen its last lessons yet, and counting them as gone would show every course that grows as one that is left. So at
 * each lesson only those count who went on or left, and the shares that stayed are multiplied.
 */
export function retentionOf(lessons: readonly Passing[]): Kept[] {
  let stillThere = 1;
  return lessons.map(({ had, standing, left }) => {
    const decided = Math.max(0, had - standing) + left;
    if (decided > 0) stillThere *= 1 - left / decided;
    return { decided, left, leaving: shareOf(left, decided), stillThere };
  });
}

/** The place of the lesson after which the largest share leaves; null where nobody does or too few have decided. */
export function dropOffOf(kept: readonly Kept[]): number | null {
  const worst = Math.max(0, ...kept.map(({ leaving }) => leaving ?? 0));
  return worst === 0 ? null : kept.findIndex(({ leaving }) => leaving === worst);
}
