import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";

/** How a statement fails: PostgreSQL answers that its disk is full, or the connection is gone in the midst of it. */
export type Fault = "disk full" | "connection lost";

const failing: Record<Fault, string> = {
  "disk full": "select tests_disk_full()",
  "connection lost": "select pg_terminate_backend(pg_backend_pid())",
};

export type Faults = {
  /** Lets the statement of this number, counted from now, fail in place of being carried out. */
  arm(fault: Fault, statement: number): void;
  /** Nothing fails any more. Says whether the fault that was armed has come to pass. */
  disarm(): boolean;
};

type Client = { unsafe(text: string, ...rest: unknown[]): unknown };
type Pool = Client & { begin(work: (client: Client) => unknown): unknown };

/**
 * Stands between the engine and PostgreSQL, and puts another text in the place of a statement: so the error is the
 * server's own, within the very transaction, and what comes after it is what really comes after such an error.
 */
export async function faultsOf(db: Database): Promise<Faults> {
  await db.execute(sql`create function tests_disk_full() returns void language plpgsql as $$ begin
    raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
  const pool = poolOf(db);
  let [left, text, hasFired] = [0, "", false];
  const watch = (client: Client) => {
    const unsafe = client.unsafe.bind(client);
    client.unsafe = (query, ...rest) => {
      // A transaction that cannot be begun is a statement that fails inside it; the driver needs the words themselves.
      if (!query.startsWith("begin")) left -= 1;
      if (left !== 0 || hasFired) return unsafe(query, ...rest);
      hasFired = true;
      return unsafe(text);
    };
  };
  watch(pool);
  const begin = pool.begin.bind(pool);
  pool.begin = (work) =>
    begin((client) => {
      watch(client);
      return work(client);
    });
  return {
    arm(fault, statement) {
      [left, text, hasFired] = [statement, failing[fault], false];
    },
    disarm() {
      left = 0;
      return hasFired;
    },
  };
}

function poolOf(db: Database): Pool {
  const pool = "$client" in db ? db.$client : null;
  if (typeof pool !== "function" || !("unsafe" in pool) || !("begin" in pool))
    throw new Error("the driver has changed");
  return pool as unknown as Pool; // It was just looked at.
}
