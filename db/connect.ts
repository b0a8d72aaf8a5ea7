import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/**
 * What every query takes as its first argument: the pool itself or the transaction one stands in. A query therefore
 * never needs to know which of the two it was given.
 */
export type Database = PgDatabase<PostgresJsQueryResultHKT>;

export type Connection = {
  db: Database;
  /**
   * Calls `onNotify` for every NOTIFY on the channel. It holds a connection of its own and listens again by itself
   * after the database was lost; `onListening` is called each time it begins, because what was said in between is lost.
   */
  listen(channel: string, onNotify: () => void, onListening: () => void): Promise<{ unlisten(): Promise<void> }>;
  close(): Promise<void>;
};

const longestBackoffS = 1;

/**
 * Opens a pool on a PostgreSQL of version 15 or newer. It connects when first used, so a database that is away shows
 * as an error of the first query and not here. `name` is what the server's own list of connections shows.
 */
export function connect(input: { url: string; poolSize: number; name: string }): Connection {
  const client = postgres(input.url, {
    max: input.poolSize,
    connect_timeout: 10,
    // Its own pauses grow to 20 seconds, so that a database that was away for two was found again after as many.
    backoff: (failures: number) => Math.min(longestBackoffS, 0.05 * 2 ** failures),
    // Notices such as "relation already exists, skipping" are no news to anybody who reads our log.
    onnotice: () => {},
    connection: { application_name: input.name, TimeZone: "UTC" },
  });
  return {
    db: drizzle(client, { casing: "snake_case" }),
    async listen(channel, onNotify, onListening) {
      return client.listen(channel, onNotify, onListening);
    },
    close: () => client.end({ timeout: 5 }),
  };
}
