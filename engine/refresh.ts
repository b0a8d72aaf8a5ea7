import { changeQueued, type QueuedDelivery } from "../db/composing.ts";
import type { Database } from "../db/connect.ts";
import { lessonValues, variantFor } from "./lesson-values.ts";
import { readPassages } from "./passage.ts";

/**
 * A lesson that was put off or held since it was planned may meet a reader who tapped "done" meanwhile, or a new
 * version. Before its first attempt it gets the values of now; after that it never changes again.
 */
export async function refreshLessons(
  db: Database,
  input: { admitted: readonly QueuedDelivery[] },
): Promise<readonly QueuedDelivery[]> {
  const late = input.admitted.filter(wasPutOff);
  if (late.length === 0) return input.admitted;
  const passages = await readPassages(
    db,
    late.map((delivery) => ({ ...delivery, id: delivery.enrolmentId })),
  );
  return Promise.all(
    input.admitted.map(async (delivery) => {
      const passage = passages.get(delivery.enrolmentId);
      const lesson = passage?.lessons.find((one) => one.id === delivery.lessonId);
      if (!wasPutOff(delivery) || !passage || !lesson) return delivery;
      const fresh = {
        versionId: lesson.versionId,
        variant: variantFor(delivery.name),
        values: lessonValues({ passage, lesson, name: delivery.name }),
      };
      await changeQueued(db, { id: delivery.id, ...fresh });
      return { ...delivery, ...fresh };
    }),
  );
}

/** Planning makes a lesson due at its own instant. One that was held and let go again is due at its slot, which may lie before. */
function wasPutOff({ kind, dueAt, plannedAt }: QueuedDelivery): boolean {
  return kind === "lesson" && dueAt?.getTime() !== plannedAt.getTime();
}
