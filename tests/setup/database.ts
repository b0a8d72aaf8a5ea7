import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../db/cluster.ts";
import { connect, type Database } from "../../db/connect.ts";

export type TestDatabase = {
  db: Database;
  url: string;
  /** Ends when every idle connection of the pool answers: one that was cut fails once more before it has noticed. */
  untilAllAnswer(): Promise<void>;
  /** Takes every row out of these tables and of all that refer to them, and lets their numbers begin at 1 again. */
  empty(...tables: string[]): Promise<void>;
  close(): Promise<void>;
};

const poolSize = 10;

/**
 * A fresh database with today's schema and no rows, for one test file: call it in `beforeAll`, close it in `afterAll`.
 * The file's name must end in `.db.test.ts`, which is what makes vitest start a server for it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { url: server, template } = inject("postgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await createDatabase({ url: server, name, template });
  const url = server.replace(/\/postgres$/, `/${name}`);
  const connection = connect({ url, poolSize, name });
  return {
    db: connection.db,
    url,
    async untilAllAnswer() {
      // Each question goes to the connection that has been idle the longest, so that as many reach them all.
      for (let answered = 0; answered < poolSize; ) answered = (await answers(connection.db)) ? answered + 1 : 0;
    },
    empty: (...tables) => empty(connection.db, tables),
    async close() {
      await connection.close();
      await dropDatabase({ url: server, name });
    },
  };
}

/** The driver forgets a question whose connection closes just before it is written; that one is not waited for. */
function answers(db: Database): Promise<boolean> {
  const asked = db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, sleep(5_000, false, { ref: false })]);
}

/** What `truncate … restart identity cascade` does, which makes new files for a hundred indexes: 145 ms, and this 7. */
async function empty(db: Database, tables: readonly string[]): Promise<void> {
  await db.transaction(async (tx) => {
    const reached = await tx.execute<{ name: string; numbers: string | null }>(sql`
      with recursive reached(oid) as (
        select to_regclass(name)::oid from unnest(${sql.param([...tables])}::text[]) as given(name)
        union select conrelid from pg_constraint join reached on confrelid = reached.oid where contype = 'f')
      select oid::regclass::text as name, (
        select objid::regclass::text from pg_depend join pg_class c on c.oid = objid
        where refobjid = reached.oid and classid = 'pg_class'::regclass and relkind = 'S') as numbers
      from reached`);
    // Neither triggers nor the order of references count for a table that is emptied as a whole.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(reached.map(({ name }) => `delete from ${name}`).join("; ")));
    const numbers = reached.flatMap((one) => one.numbers ?? []);
    await tx.execute(
      sql`select setval(name::regclass, 1, false) from unnest(${sql.param(numbers)}::text[]) as given(name)`,
    );
  });
}
