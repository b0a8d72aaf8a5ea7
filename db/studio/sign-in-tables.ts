import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Database } from "../connect.ts";
import { author, authorAccount, authorSession, authorVerification } from "../schema/authors.ts";

/** Our tables under the names that the sign-in library has for them. */
export function signInTables(db: Database) {
  return drizzleAdapter(db, {
    provider: "pg",
    schema: {
      user: author,
      session: authorSession,
      account: authorAccount,
      verification: authorVerification,
    },
  });
}
