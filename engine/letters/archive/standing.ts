import { findNeighbors } from "../../../db/letters/archive.ts";
import type { Context } from "../../context.ts";
import { findIssue } from "./archive.ts";

/** The rows that a letter's page is drawn from, without drawing it; null where there is no such public letter. */
export async function readStanding(context: Context, named: { newsletterSlug: string; issueSlug: string }) {
  const found = await findIssue(context, named);
  if (!found) return null;
  const { newsletter, issue } = found;
  return { newsletter, issue, ...(await findNeighbors(context.db, { newsletterId: newsletter.id, at: issue })) };
}
