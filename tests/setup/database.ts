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
