import postgres from "postgres";

/** Does something while a table is not there under its name, so that every query about it fails, and puts it back. */
export async function whileTableIsAway(
  { url, table }: { url: string; table: string },
  act: () => Promise<void>,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const away = `${table}_away`;
  try {
    await sql`alter table ${sql(table)} rename to ${sql(away)}`;
    try {
      await act();
    } finally {
      await sql`alter table ${sql(away)} rename to ${sql(table)}`;
    }
  } finally {
    await sql.end();
  }
}
