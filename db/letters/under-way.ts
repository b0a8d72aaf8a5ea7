import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** An issue that is on its way or waits for its moment. No reader is in it. */
export type IssueUnderWay = {
  issueId: number;
  newsletter: string;
  issue: string;
  state: "scheduled" | "sending" | "paused";
};

/** The issues that are on their way, those that go out first. */
export async function listIssuesUnderWay(db: Database, input: { limit: number }): Promise<IssueUnderWay[]> {
  const rows = await db.execute<Omit<IssueUnderWay, "issueId"> & { issueId: string }>(sql`
    select i.id as "issueId", n.slug as newsletter, i.slug as issue, i.state
    from issue i join newsletter n on n.id = i.newsletter_id join issue_run r on r.issue_id = i.id
    where i.state in ('sending', 'paused', 'scheduled')
    order by i.state = 'scheduled', coalesce(i.published_at, r.plan_at), i.id limit ${input.limit}`);
  return rows.map((row) => ({ ...row, issueId: Number(row.issueId) }));
}
