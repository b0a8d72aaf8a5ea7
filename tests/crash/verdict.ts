import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import type { AcceptedMessage, SendAttempt } from "../standin/ledger.ts";
import type { Standin } from "../standin/start.ts";

/** What the issue asks of a crash run: nothing but `kills` may be above 0. */
export type Verdict = {
  kills: number;
  /** Readers to whom the provider accepted something more than once, or more than was due. */
  twice: number;
  /** Readers to whom something was never accepted, and rows that name a message that the provider does not know. */
  lost: number;
  /** Rows that do not say how it ended although it is over, or whose enrolment has no next step. */
  stuck: number;
  /** Rows that gave up on knowing. The provider kept its keys, so there is no reason for one. */
  uncertain: number;
};

/** How hard the kills hit: without batches left open by the dead a run would prove nothing. */
export type Bite = {
  /** Batches that another worker, or a later one, took over. */
  takenOver: number;
  /** Of those requests, the ones whose messages had been accepted already, so that only the key kept them single. */
  askedAgain: number;
};

export function isClean({ twice, lost, stuck, uncertain }: Verdict): boolean {
  return twice + lost + stuck + uncertain === 0;
}

/**
 * Holds the stand-in's log, which alone knows what was sent, against what was due and against our own rows. `due` says how
 * many messages each address must have had; they are told apart by their subjects.
 */
export async function judge(
  db: Database,
  input: { kills: number; due: ReadonlyMap<string, number>; standin: Pick<Standin, "accepted"> },
): Promise<Verdict> {
  const accepted = byReader(input.standin.accepted());
  const verdict: Verdict = { kills: input.kills, twice: 0, lost: 0, stuck: 0, uncertain: 0 };
  for (const [address, count] of input.due) {
    const messages = accepted.get(address) ?? [];
    const subjects = new Set(messages.map(({ subject }) => subject)).size;
    // Whatever came beyond what was due is as bad as the same thing again.
    if (messages.length > Math.min(count, subjects)) verdict.twice += 1;
    if (subjects < count) verdict.lost += 1;
  }
  const known = new Set([...accepted.values()].flat().map(({ id }) => id));
  for (const row of await listOutcomes(db)) {
    if (row.state === "uncertain") verdict.uncertain += 1;
    else if (row.state !== "accepted" || !row.hasNextStep) verdict.stuck += 1;
    // A row that names a message that the provider does not know is one that was not sent.
    else if (row.providerId === null || !known.has(row.providerId)) verdict.lost += 1;
  }
  return verdict;
}

export async function biteOf(db: Database, standin: Pick<Standin, "attempts">): Promise<Bite> {
  const [row] = await db.execute<{ count: string }>(sql`select count(*) from batch where attempts > 1`);
  return { takenOver: Number(row?.count), askedAgain: standin.attempts().filter(isReplay).length };
}

/** What the issue asks of an issue's crash run: nothing but `kills` may be above 0. */
export type LetterVerdict = Verdict & {
  /** Messages that went to somebody whom the issue was not owed to. */
  astray: number;
};

/** Holds the stand-in's log against everybody whom an issue is owed to, and against our own rows. */
export async function judgeLetters(
  db: Database,
  input: { kills: number; issueId: number; due: readonly string[]; standin: Pick<Standin, "accepted"> },
): Promise<LetterVerdict> {
  const accepted = byReader(input.standin.accepted());
  const rows = new Map((await listLetterOutcomes(db, input.issueId)).map((row) => [row.address, row]));
  const verdict: LetterVerdict = { kills: input.kills, twice: 0, lost: 0, stuck: 0, uncertain: 0, astray: 0 };
  for (const address of input.due) {
    const messages = accepted.get(address) ?? [];
    const row = rows.get(address);
    if (messages.length > 1) verdict.twice += 1;
    if (messages.length === 0 || !messages.some(({ id }) => id === row?.providerId)) verdict.lost += 1;
    if (row?.state === "uncertain") verdict.uncertain += 1;
    else if (row?.state !== "accepted") verdict.stuck += 1;
  }
  const due = new Set(input.due);
  verdict.astray = [...accepted.keys()].filter((address) => !due.has(address)).length;
  return verdict;
}

async function listLetterOutcomes(db: Database, issueId: number) {
  return db.execute<{ address: string; state: string; providerId: string | null }>(sql`
    select r.address, d.state, d.provider_id as "providerId" from delivery d join reader r on r.id = d.reader_id
    where d.issue_id = ${issueId}`);
}

function isReplay({ replayed }: SendAttempt): boolean {
  return replayed;
}

function byReader(messages: readonly AcceptedMessage[]): Map<string, AcceptedMessage[]> {
  const found = new Map<string, AcceptedMessage[]>();
  for (const message of messages) {
    for (const address of message.to) found.set(address, [...(found.get(address) ?? []), message]);
  }
  return found;
}

/** Every delivery, and whether its enrolment has let go of it and goes on, at a time or after a named wait. */
async function listOutcomes(db: Database) {
  return db.execute<{ state: string; providerId: string | null; hasNextStep: boolean }>(sql`
    select d.state, d.provider_id as "providerId",
      e.id is null or (e.open_delivery_id is null
        and (e.state <> 'active' or num_nonnulls(e.next_send_at, e.wait) = 1)) as "hasNextStep"
    from delivery d left join enrolment e on e.id = d.enrolment_id
    union all
    select 'never planned', null, false from enrolment e
    where not exists (select from delivery d where d.enrolment_id = e.id)`);
}
