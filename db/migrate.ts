import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** "dayletter" on a telephone's keys: any number will do, as long as nobody else in this database takes it. */
const migrationLock = 329538837;

const oldestVersion = 15;

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

export type MigrationOutcome = { kind: "migrated" } | { kind: "unsuitable"; message: string };

/**
 * Brings the database at `url` to today's schema. Several processes may call it at the same moment: drizzle's
 * `migrate()` takes no lock of its own, so an advisory one makes them queue, and the later ones find nothing to do.
 * A connection that cannot be made, or a migration that fails, throws.
 */
export async function migrateDatabase(input: { url: string; folder?: string }): Promise<MigrationOutcome> {
  const folder = input.folder ?? migrationsFolder;
  // The advisory lock belongs to a session, so exactly one connection does all of it.
  const client = postgres(input.url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const unsuitable = await findUnsuitable(client);
    if (unsuitable !== null) return { kind: "unsuitable", message: unsuitable };
    await client`select pg_advisory_lock(${migrationLock})`;
    // Before the first migration is generated there is nothing to apply, and drizzle would throw.
    if (existsSync(`${folder}/meta/_journal.json`)) await migrate(drizzle(client), { migrationsFolder: folder });
    return { kind: "migrated" };
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function findUnsuitable(client: postgres.Sql): Promise<string | null> {
  const [row] = await client`
    select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`;
  if (row?.version < oldestVersion) {
    return `The database is PostgreSQL ${row?.version}; Dayletter needs ${oldestVersion} or newer.`;
  }
  if (row?.encoding !== "UTF8") {
    return `The database stores text as ${row?.encoding}; Dayletter needs one made with ENCODING 'UTF8'.`;
  }
  return null;
}
