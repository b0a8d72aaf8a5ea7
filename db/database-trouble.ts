/** What PostgreSQL or its driver says when the fault is not the query's, and what an operator does about it. */
const cures: Readonly<Record<string, string>> = {
  "53100":
    "PostgreSQL's disk is full. Make room where its data lies; what was under way is lost to nobody and goes on.",
  "53200": "PostgreSQL has no memory left. Give it more, or let fewer things run beside it.",
  "53300": "PostgreSQL takes no further connection. Raise its max_connections, or start fewer workers.",
  "25006": "PostgreSQL takes no changes: it is a replica, or was set read-only. Point DATABASE_URL at the primary.",
  "57P01": "PostgreSQL was stopped or ended our connection; it is looked for again by itself.",
  "57P03": "PostgreSQL is starting or shutting down; it is looked for again by itself.",
  ECONNREFUSED: "PostgreSQL cannot be reached; it is looked for again by itself. Look whether it runs.",
  CONNECTION_CLOSED: "The connection to PostgreSQL was lost; it is looked for again by itself.",
  CONNECT_TIMEOUT: "PostgreSQL does not answer; it is looked for again by itself. Look whether it runs.",
};

/** The cure in one sentence or two where the database itself is in trouble; null where the error is of another kind. */
export function databaseCure(error: unknown): string | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    const code = "code" in one ? String(one.code) : "";
    if (Object.hasOwn(cures, code)) return cures[code] ?? null;
  }
  return null;
}
