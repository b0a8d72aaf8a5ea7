import { notFound } from "next/navigation";
import { findIssue, findNewsletter, type Issue } from "../../../db/letters/drafts.ts";
import type { Newsletter } from "../../../db/letters/newsletters.ts";
import type { Context } from "../../../engine/context.ts";

export type Params = { params: Promise<{ id: string }> };

/** The number in the address of an issue's page, or null when it is none. */
export function readId(id: string): number | null {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
}

export type OpenedIssue = { issue: Issue; newsletter: Newsletter };

export async function openIssue(context: Context, id: number | null): Promise<OpenedIssue | null> {
  const issue = id === null ? null : await findIssue(context.db, { id });
  const newsletter = issue && (await findNewsletter(context.db, { id: issue.newsletterId }));
  return issue && newsletter ? { issue, newsletter } : null;
}

/** The issue of this address, for a page; without one there is no page. */
export async function issueOf(context: Context, { params }: Params): Promise<OpenedIssue> {
  const opened = await openIssue(context, readId((await params).id));
  if (opened === null) notFound();
  return opened;
}
