type Id = string | number;

/**
 * Whom a lesson that joined a course later is for: those who confirm after it came, everybody whose place it still lies
 * ahead of, or also those who are past it, as their next one. Of a lesson that was there from the beginning all say the
 * same.
 */
export const audiences = ["new", "ahead", "all"] as const;
export type Audience = (typeof audiences)[number];

export type PlacedLesson<Known extends Id = Id> = {
  id: Known;
  position: number;
  firstPublishedAt: Date;
  retiredAt: Date | null;
  /** "ahead" where it is not given. */
  audience?: Audience;
  /** When it came back into the order after it had been retired; until then it was not ahead of anybody. */
  rejoinedAt?: Date | null;
};

/** A lesson that one run has had: accepted, uncertain, or opened ahead and done. */
export type HadLesson<Known extends Id = Id> = { lessonId: Known; hadAt: Date };

/**
 * The lessons that a run is still to receive, in their order: those of today's order that are neither retired nor had.
 * An insertion behind the reader's place is left out and one ahead is in, unless its author chose another audience; a
 * lesson that was moved is neither lost nor sent twice, because places are compared in today's order and never
 * remembered. `lessons` holds retired ones too, since they mark how far a reader had come.
 */
export function lessonsAhead<Lesson extends PlacedLesson>(asked: {
  lessons: readonly Lesson[];
  had: readonly HadLesson<Lesson["id"]>[];
  /** When this run was confirmed; null before. */
  confirmedAt?: Date | null;
}): Lesson[] {
  const { confirmedAt = null } = asked;
  const hadMsOf = new Map(asked.had.map(({ lessonId, hadAt }) => [lessonId, hadAt.getTime()]));
  const ahead: Lesson[] = [];
  // Walked from the end, so that one number tells when the reader first had a lesson standing behind this one.
  let firstHadBehindMs = Number.POSITIVE_INFINITY;
  for (const lesson of inOrder(asked.lessons).reverse()) {
    const hadMs = hadMsOf.get(lesson.id);
    if (hadMs !== undefined) firstHadBehindMs = Math.min(firstHadBehindMs, hadMs);
    else if (!lesson.retiredAt && isFor(lesson, { firstHadBehindMs, confirmedAt })) ahead.push(lesson);
  }
  return ahead.reverse();
}

function isFor(lesson: PlacedLesson, run: { firstHadBehindMs: number; confirmedAt: Date | null }): boolean {
  const joinedAt = lesson.rejoinedAt ?? lesson.firstPublishedAt;
  switch (lesson.audience ?? "ahead") {
    case "all":
      return true;
    case "ahead":
      return joinedAt.getTime() <= run.firstHadBehindMs;
    case "new":
      // Who has not confirmed yet will have done so after it came.
      return run.confirmedAt === null || run.confirmedAt >= joinedAt;
  }
}

/** Today's order. The id decides between two lessons of one position, so that every process sees the same. */
export function inOrder<Lesson extends PlacedLesson>(lessons: readonly Lesson[]): Lesson[] {
  return [...lessons].sort((one, other) => one.position - other.position || (one.id < other.id ? -1 : 1));
}
