import { Trouble } from "../trouble.ts";

const signs: readonly [code: string, words: string][] = [
  ["ECONNREFUSED", "nothing listens there"],
  ["ENOTFOUND", "no machine has that name"],
  ["EAI_AGAIN", "its name could not be looked up"],
  ["ETIMEDOUT", "it does not answer"],
  ["CONNECT_TIMEOUT", "it does not answer"],
  ["ECONNRESET", "it hung up"],
  ["28P01", "it refused the password"],
  ["28000", "it refused the name or the way of connecting"],
  ["3D000", "it has no database of that name"],
  ["42501", "it lacks the right to change its own tables"],
  ["53100", "its disk is full"],
  ["53300", "it has no connection left"],
  ["57P03", "it is starting or shutting down"],
];

/**
 * Turns a failure to reach a database into words that name the database and never its password. What is no such failure
 * comes back as it was.
 */
export function asDatabaseTrouble(error: unknown, url: string): unknown {
  const code = codeOf(error);
  const found = signs.find(([sign]) => sign === code);
  if (found === undefined) return error;
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port || 5432}${pathname}`;
  return new Trouble(`The database at ${place} cannot be used: ${found[1]} (${code}). Look at DATABASE_URL.`);
}

/** Drizzle wraps what the driver said; Node wraps the attempts on several addresses of one name. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && signs.some(([sign]) => sign === code)) return code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return codeOf(inner);
}
