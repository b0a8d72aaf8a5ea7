import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../db/cluster.ts";
import { connect, type Database } from "../../db/connect.ts";

export type TestDatabase = {
  db: Database;
  url: string;
  /** Ends when every connection of the pool answers: one that was cut fails once more before it has noticed. */
  untilAllAnswer(): Promise<void>;
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
      while (!(await allAnswer(connection.db))) await sleep(20);
    },
    async close() {
      await connection.close();
      await dropDatabase({ url: server, name });
    },
  };
}

/** Asks as often as there are connections, at once; each is kept busy so long that none is asked twice. */
async function allAnswer(db: Database): Promise<boolean> {
  const asked = Array.from({ length: poolSize }, () => db.execute(sql`select pg_sleep(0.05)`));
  return (await Promise.allSettled(asked)).every(({ status }) => status === "fulfilled");
}
