import type { Database } from "../connect.ts";
import { type ActFacts, authorAct } from "../schema/authors.ts";

export type NewAct = {
  at: Date;
  authorId: string;
  authorName: string;
  act: string;
  readerId?: number | undefined;
  courseId?: number | undefined;
  newsletterId?: number | undefined;
  issueId?: number | undefined;
  deliveryId?: number | undefined;
  facts: ActFacts;
};

export async function insertAct(db: Database, act: NewAct): Promise<void> {
  await db.insert(authorAct).values(act);
}
