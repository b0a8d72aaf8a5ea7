import { type Role, roles } from "../../db/schema/authors.ts";
import type { Context } from "../context.ts";
import { signInOf } from "./sign-in.ts";

/** Who is signed in. */
export type Author = { id: string; name: string; address: string; role: Role };

/** The author whose session the request carries, read anew from the database every time; null for nobody. */
export async function authorOf(context: Context, headers: Headers): Promise<Author | null> {
  const found = await signInOf(context).api.getSession({ headers });
  if (found === null) return null;
  const { id, name, email, role } = found.user;
  return { id, name, address: email, role: roles.find((one) => one === role) ?? "viewer" };
}

/** An owner may do all that a viewer may. */
export function isAllowed(author: Author, role: Role): boolean {
  return role === "viewer" || author.role === "owner";
}

/** The token of the session that the request carries, null for nobody. */
export async function sessionTokenOf(context: Context, headers: Headers): Promise<string | null> {
  const found = await signInOf(context).api.getSession({ headers });
  return found?.session.token ?? null;
}
