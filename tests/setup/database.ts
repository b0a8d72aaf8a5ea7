import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../db/cluster.ts";
import { connect, type Database } from "../../db/connect.ts";

export type TestDatabase = { db: Database; url: string; close(): Promise<void> };

/**
 * A fresh database with today's schema and no rows, for one test file: call it in `beforeAll`, close it in `afterAll`.
 * The file's name must end in `.db.test.ts`, which is what makes vitest start a server for it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { url: server, template } = inject("postgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await createDatabase({ url: server, name, template });
  const url = server.replace(/\/postgres$/, `/${name}`);
  const connection = connect({ url, poolSize: 10, name });
  return {
    db: connection.db,
    url,
    async close() {
      await connection.close();
      await dropDatabase({ url: server, name });
    },
  };
}
