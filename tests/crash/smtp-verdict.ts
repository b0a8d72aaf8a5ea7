import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import type { MailServerStandin } from "../mailserver/mail-server.ts";

/** Nothing but `kills`, `uncertain`, `ambiguous` and `extra` may be above 0. */
export type SmtpVerdict = {
  kills: number;
  /** Readers whose message the server took more than once. */
  twice: number;
  /** Readers of whom the server knows nothing and whose row calls their message accepted. */
  lost: number;
  /** Rows that are neither accepted nor uncertain although it is over. */
  stuck: number;
  uncertain: number;
  /** Messages that the server had whole and whose sender it could not tell what became of them. */
  ambiguous: number;
  /** Of those, the ones whose row is not uncertain; and of all else that it took, the ones whose row knows nothing of it. */
  uncovered: number;
  /** Uncertain ones beyond the ambiguous, each noted as begun and never as ended when its worker died. */
  extra: number;
  /** Uncertain ones for which there is no such reason. */
  groundless: number;
};

export function isSmtpClean({ twice, lost, stuck, uncovered, groundless }: SmtpVerdict): boolean {
  return twice + lost + stuck + uncovered + groundless === 0;
}

/** Whose message a batch's journal calls begun and not ended. Read while all workers are dead and leases stand. */
export async function listBegun(db: Database): Promise<string[]> {
  const rows = await db.execute<{ address: string }>(sql`
    select d.address from batch b join delivery d on d.batch_id = b.id
    where b.state = 'open' and d.state = 'batched' and b.journal -> d.batch_index::text ->> 'kind' = 'begun'`);
  return rows.map(({ address }) => address);
}

/** Holds the server's record, which alone knows what was taken, against our rows. `begun`: of all kills together. */
export async function judgeSmtp(
  db: Database,
  input: {
    kills: number;
    due: readonly string[];
    begun: ReadonlySet<string>;
    server: Pick<MailServerStandin, "received" | "unanswered">;
  },
): Promise<SmtpVerdict> {
  const { kills, due, begun, server } = input;
  const states = await stateOfEach(db);
  const times = new Map<string, number>();
  for (const { to } of server.received) times.set(to, (times.get(to) ?? 0) + 1);
  const ambiguous = new Set(server.unanswered);
  const count = (isMeant: (address: string) => boolean) => due.filter(isMeant).length;
  const isUncertain = (address: string) => states.get(address) === "uncertain";
  const isSaid = (address: string) => isUncertain(address) || states.get(address) === "accepted";
  return {
    kills,
    twice: count((address) => (times.get(address) ?? 0) > 1),
    lost: count((address) => states.get(address) === "accepted" && !times.has(address)),
    stuck: count((address) => !isSaid(address)),
    uncertain: count(isUncertain),
    ambiguous: ambiguous.size,
    uncovered:
      [...ambiguous].filter((address) => !isUncertain(address)).length +
      [...times.keys()].filter((address) => !ambiguous.has(address) && !isSaid(address)).length,
    extra: count((address) => isUncertain(address) && !ambiguous.has(address) && begun.has(address)),
    groundless: count((address) => isUncertain(address) && !ambiguous.has(address) && !begun.has(address)),
  };
}

async function stateOfEach(db: Database): Promise<Map<string, string>> {
  const rows = await db.execute<{ address: string; state: string }>(sql`
    select r.address, d.state from reader r join delivery d on d.reader_id = r.id`);
  return new Map(rows.map(({ address, state }) => [address, state]));
}
