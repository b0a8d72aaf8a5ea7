import postgres from "postgres";

/** What changes while nobody does anything: a worker's sign of life, and numbers that it adds up, counted from the rest. */
const restless = ["worker", "tally", "tally_change"];

/**
 * Every row of every table, as text, for a test that says "and nothing was changed". It reads again while a batch is on
 * its way out, since a letter lies in the mailbox a moment before it is booked as sent.
 */
export async function readAllRows({ url }: { url: string }): Promise<Record<string, string[]>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    for (;;) {
      const rows = await sql.begin("isolation level repeatable read", readTables);
      if (!rows.batch?.some((row) => row.includes('"state": "open"'))) return rows;
    }
  } finally {
    await sql.end();
  }
}

async function readTables(sql: postgres.TransactionSql): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const rows: Record<string, string[]> = {};
  for (const { name } of tables.filter((table) => !restless.includes(table.name))) {
    // A whole message would drown what a failing test prints; its fingerprint tells a change as well.
    const found = await sql<{ row: string }[]>`
      select left(row, 600) || ' ' || md5(row) as row from (select to_jsonb(one)::text as row from ${sql(name)} one) all_rows
      order by 1`;
    rows[name] = found.map(({ row }) => row);
  }
  return rows;
}
