export type PlacedLesson = { id: string; position: number; firstPublishedAt: Date; retiredAt: Date | null };

/** A lesson that one run has had: accepted, or uncertain. */
export type HadLesson = { lessonId: string; hadAt: Date };

/**
 * The lesson that a run receives next, or null when it has come to the end: the first in today's order that is
 * neither retired nor had. An insertion behind the reader's place is skipped, one ahead is sent, and a lesson that
 * was moved is neither lost nor sent twice, because places are compared in today's order and never remembered.
 * `lessons` holds retired ones too, since they mark how far a reader had come.
 */
export function nextLesson({
  lessons,
  had,
}: {
  lessons: readonly PlacedLesson[];
  had: readonly HadLesson[];
}): string | null {
  const hadMsOf = new Map(had.map(({ lessonId, hadAt }) => [lessonId, hadAt.getTime()]));
  let next: string | null = null;
  // Walked from the end, so that one number tells when the reader first had a lesson standing behind this one.
  let firstHadBehindMs = Number.POSITIVE_INFINITY;
  for (const lesson of [...lessons].sort(byPlace).reverse()) {
    const hadMs = hadMsOf.get(lesson.id);
    if (hadMs !== undefined) firstHadBehindMs = Math.min(firstHadBehindMs, hadMs);
    else if (!lesson.retiredAt && lesson.firstPublishedAt.getTime() <= firstHadBehindMs) next = lesson.id;
  }
  return next;
}

/** The id decides between two lessons of one position, so that every process sees the same order. */
function byPlace(one: PlacedLesson, other: PlacedLesson): number {
  if (one.position !== other.position) return one.position - other.position;
  return one.id < other.id ? -1 : 1;
}
