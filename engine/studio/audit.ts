import type { Database } from "../../db/connect.ts";
import type { ActFacts } from "../../db/schema/authors.ts";
import { insertAct } from "../../db/studio/acts.ts";

export type Act = {
  author: { id: string; name: string };
  /** What was done to what, as "<noun> <participle>": "reader paused", "issue scheduled". The log makes a sentence of it. */
  act: string;
  /** Calendar time, so that it stands in its place between a reader's lessons. */
  now: Date;
  readerId?: number | undefined;
  courseId?: number | undefined;
  newsletterId?: number | undefined;
  issueId?: number | undefined;
  deliveryId?: number | undefined;
  /** `reason` and `what` are read out by the log. No name, address or other value of a reader: they outlive an erasure. */
  facts?: ActFacts | undefined;
};

/**
 * Notes who did it, in the transaction of the change itself: an act is in the log exactly when it happened.
 */
export async function recordAct(tx: Database, { author, now, facts = {}, ...act }: Act): Promise<void> {
  await insertAct(tx, { ...act, at: now, authorId: author.id, authorName: author.name, facts });
}
