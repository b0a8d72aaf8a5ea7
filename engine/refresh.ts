import { changeQueued, isOfCourse, type QueuedDelivery } from "../db/composing.ts";
import type { Database } from "../db/connect.ts";
import { lessonValues, variantFor } from "./lesson-values.ts";
import { type Passage, readPassages } from "./passage.ts";
import { pauseOverValues } from "./pause-over.ts";

/**
 * What was put off or held since it was planned may meet a reader who tapped "done" meanwhile, or a new version; the mail
 * that says that a pause is over was written when it began. Before its first attempt it gets the values of now; after
 * that it never changes again.
 */
export async function refreshQueued(
  db: Database,
  input: { admitted: readonly QueuedDelivery[] },
): Promise<readonly QueuedDelivery[]> {
  const late = input.admitted.filter(isOfCourse).filter(wasPutOff);
  if (late.length === 0) return input.admitted;
  const passages = await readPassages(
    db,
    late.map((delivery) => ({ ...delivery, id: delivery.enrolmentId })),
  );
  return Promise.all(
    input.admitted.map(async (delivery) => {
      const passage = isOfCourse(delivery) && passages.get(delivery.enrolmentId);
      const fresh = passage && wasPutOff(delivery) ? freshOf(delivery, passage) : null;
      if (!fresh) return delivery;
      await changeQueued(db, { id: delivery.id, ...fresh });
      return { ...delivery, ...fresh };
    }),
  );
}

/** Planning makes a lesson due at its own instant. One that was held and let go again is due at its slot, which may lie before. */
function wasPutOff({ kind, notice, dueAt, plannedAt }: QueuedDelivery): boolean {
  return (kind === "lesson" || notice === "pause-over") && dueAt?.getTime() !== plannedAt.getTime();
}

function freshOf(delivery: QueuedDelivery, passage: Passage) {
  const { name, values, resumeDay, resumeAt } = delivery;
  const lesson = passage.lessons.find((one) => one.id === delivery.lessonId);
  if (lesson) {
    const { versionId } = lesson;
    return { versionId, variant: variantFor(name), values: lessonValues({ passage, lesson, name }) };
  }
  // One that goes out with the end of its pause was written the day before, and its pause is no more to be read.
  if (!values || resumeDay === null || resumeAt === null) return null;
  const said = pauseOverValues(passage, { ...delivery, resumeDay, resumeAt });
  return { values: { ...values, values: { ...values.values, ...said } } };
}
