import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";

/** A connection beside the simulated ones: it sees who waits for whom, and it ends backends. */
export class Control {
  readonly sql: postgres.Sql;

  constructor(url: string) {
    this.sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "simulation control" } });
  }

  /**
   * Which of these wait at this moment for a lock that lasts as long as a transaction. A waiter whose lock was let go is none
   * any more; and one that waits for a table's file to grow, or for an insertion to be decided, goes on by itself.
   */
  async waiting(backends: readonly number[]): Promise<Set<number>> {
    const rows = await this.sql<{ pid: number }[]>`
      select distinct pid from pg_locks
      where not granted and locktype not in ('extend', 'spectoken') and pid = any(${[...backends]}::int[])`;
    return new Set(rows.map(({ pid }) => pid));
  }

  /** Whom each of these waits for. */
  async blockers(backends: readonly number[]): Promise<Map<number, readonly number[]>> {
    const rows = await this.sql<{ pid: number; by: number[] }[]>`
      select pid, pg_blocking_pids(pid) as by from unnest(${[...backends]}::int[]) as pid`;
    return new Map(rows.map(({ pid, by }) => [pid, by]));
  }

  /** Those that wait for the end of the same transaction, which wakes them all at once, and then they race. */
  async rivals(backends: readonly number[]): Promise<number[][]> {
    const rows = await this.sql<{ pids: number[] }[]>`
      select array_agg(distinct pid) as pids from pg_locks
      where not granted and transactionid is not null and pid = any(${[...backends]}::int[])
      group by transactionid::text having count(*) > 1`;
    return rows.map(({ pids }) => pids);
  }

  /** Ends a backend whose connection was cut, and waits until its transaction is undone. */
  async end(backend: number): Promise<void> {
    await this.sql`select pg_terminate_backend(${backend})`;
    for (;;) {
      const rows = await this.sql`select 1 from pg_stat_activity where pid = ${backend}`;
      if (rows.length === 0) return;
      await wait(1);
    }
  }

  close(): Promise<void> {
    return this.sql.end({ timeout: 1 });
  }
}
