type Id = string | number;

export type PlacedLesson<Known extends Id = Id> = {
  id: Known;
  position: number;
  firstPublishedAt: Date;
  retiredAt: Date | null;
};

/** A lesson that one run has had: accepted, uncertain, or opened ahead and done. */
export type HadLesson<Known extends Id = Id> = { lessonId: Known; hadAt: Date };

/**
 * The lessons that a run is still to receive, in their order: those of today's order that are neither retired nor had.
 * An insertion behind the reader's place is left out, one ahead is in, and a lesson that was moved is neither lost nor
 * sent twice, because places are compared in today's order and never remembered. `lessons` holds retired ones too, since
 * they mark how far a reader had come.
 */
export function lessonsAhead<Lesson extends PlacedLesson>(asked: {
  lessons: readonly Lesson[];
  had: readonly HadLesson<Lesson["id"]>[];
}): Lesson[] {
  const hadMsOf = new Map(asked.had.map(({ lessonId, hadAt }) => [lessonId, hadAt.getTime()]));
  const ahead: Lesson[] = [];
  // Walked from the end, so that one number tells when the reader first had a lesson standing behind this one.
  let firstHadBehindMs = Number.POSITIVE_INFINITY;
  for (const lesson of inOrder(asked.lessons).reverse()) {
    const hadMs = hadMsOf.get(lesson.id);
    if (hadMs !== undefined) firstHadBehindMs = Math.min(firstHadBehindMs, hadMs);
    else if (!lesson.retiredAt && lesson.firstPublishedAt.getTime() <= firstHadBehindMs) ahead.push(lesson);
  }
  return ahead.reverse();
}

/** Today's order. The id decides between two lessons of one position, so that every process sees the same. */
export function inOrder<Lesson extends PlacedLesson>(lessons: readonly Lesson[]): Lesson[] {
  return [...lessons].sort((one, other) => one.position - other.position || (one.id < other.id ? -1 : 1));
}
