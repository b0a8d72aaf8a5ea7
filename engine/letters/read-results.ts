import type { Database } from "../../db/connect.ts";
import { findIssueById, type Issue } from "../../db/letters/issues.ts";
import { countLetters, type LetterCounts } from "../../db/letters/progress.ts";
import {
  countFailures,
  countFates,
  countLeftBecauseOf,
  countPeopleWhoClicked,
  countPeopleWhoOpened,
  type LetterFates,
  listClicksByLink,
  listSentBefore,
} from "../../db/letters/results.ts";
import type { Context } from "../context.ts";
import { isFeedbackConnected } from "../feedback/connected.ts";

/** The figures of one issue that can be held against others. People alone; machines are left out. */
export type IssueFigures = {
  title: string;
  accepted: number;
  bounced: number;
  complained: number;
  /** Readers who left by its own link. */
  left: number;
  /** People who clicked anything, each once. */
  clicked: number;
};

export type Results = IssueFigures & {
  issue: Issue;
  counts: LetterCounts;
  /** Whether anything is known of what was delivered, came back and was complained of; without it those are no figures. */
  isTold: boolean;
  delivered: number;
  /** Accepted by the provider, and never sent. */
  neverSent: number;
  /** People who opened it, as far as that can be seen; weak evidence. */
  opened: number;
  links: readonly { url: string; people: number; clicks: number }[];
  /** The newsletter's issues before it, the newest first. */
  before: readonly IssueFigures[];
};

/** As many as make a usual figure, and few enough to be counted at once. */
const mostBefore = 10;
const mostLinks = 100;

/** What came of an issue. Null for one that does not exist. */
export async function readResults(context: Context, input: { issueId: number }): Promise<Results | null> {
  const { db } = context;
  const issue = await findIssueById(db, { id: input.issueId });
  if (!issue) return null;
  const counts = await countLetters(db, input);
  const fates = await countFates(db, input);
  const before: IssueFigures[] = [];
  const { newsletterId } = issue;
  for (const one of await listSentBefore(db, { newsletterId, ...input, limit: mostBefore })) {
    before.push(await figuresOf(db, one));
  }
  return {
    issue,
    counts,
    ...(await figuresOf(db, { ...input, title: issue.title }, { counts, fates })),
    isTold: await isFeedbackConnected(context),
    delivered: fates.delivered,
    neverSent: fates.failed,
    opened: await countPeopleWhoOpened(db, input),
    links: await listClicksByLink(db, { ...input, limit: mostLinks }),
    before,
  };
}

async function figuresOf(
  db: Database,
  { title, ...input }: { issueId: number; title: string },
  known?: { counts: LetterCounts; fates: Pick<LetterFates, "bounced" | "complained"> },
): Promise<IssueFigures> {
  const counts = known?.counts ?? (await countLetters(db, input));
  const fates = known?.fates ?? (await countFailures(db, input));
  return {
    title,
    accepted: counts.accepted,
    bounced: fates.bounced,
    complained: fates.complained,
    left: await countLeftBecauseOf(db, input),
    clicked: await countPeopleWhoClicked(db, input),
  };
}
