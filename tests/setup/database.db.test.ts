import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "./database.ts";

test("each test file writes to a database of its own", async () => {
  const one = await testDatabase();
  const other = await testDatabase();
  await one.db.execute(sql`create table only_here (id int)`);
  const seen = await other.db.execute(sql`select 1 from pg_tables where tablename = 'only_here'`);
  expect(seen).toHaveLength(0);
  await one.close();
  await other.close();
});

test("text is stored as UTF-8 whatever the machine's locale", async () => {
  const database = await testDatabase();
  const [row] = await database.db.execute(
    sql`select length('Zoë 🏃') as letters, current_setting('server_encoding') as name`,
  );
  expect(row).toEqual({ letters: 5, name: "UTF8" });
  await database.close();
});
