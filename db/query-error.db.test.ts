import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("fails in the words that the log knows how to cut", async () => {
  const failed = database.db.execute(sql`select ${"maria@example.com"} from nowhere`);
  await expect(failed).rejects.toThrow(/^Failed query: select \$1 from nowhere\nparams: maria@example.com$/);
});
