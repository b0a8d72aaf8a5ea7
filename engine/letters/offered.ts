import type { Database } from "../../db/connect.ts";
import { listLiveNewsletters } from "../../db/letters/archive.ts";
import type { Newsletter } from "../../db/letters/newsletters.ts";

/** The newsletter that every Dayletter begins with. */
const firstOfAll = "weekly";

/** The newsletter that a course's form offers in its box: the weekly one while it goes on, or else the oldest. */
export async function offeredInBox(db: Database): Promise<Newsletter | null> {
  const newsletters = await listLiveNewsletters(db);
  return newsletters.find(({ slug }) => slug === firstOfAll) ?? newsletters[0] ?? null;
}
