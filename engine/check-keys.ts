import { createHash } from "node:crypto";
import { noteSigningKeys } from "../db/signing-keys.ts";
import type { Context } from "./context.ts";

export type CheckedKeys = { kind: "ok" } | { kind: "missing"; message: string };

/**
 * Refuses a start with a secret that is not the one of before: links in mails that readers hold, and the hashes of
 * those who left, were made with it.
 */
export async function checkKeys(context: Pick<Context, "db" | "keys">): Promise<CheckedKeys> {
  const ours = context.keys.map(({ id, secret }) => ({ id, fingerprint: fingerprint(secret) }));
  const known = await noteSigningKeys(context.db, ours);
  const missing = known.filter((key) => !ours.some((own) => own.fingerprint === key.fingerprint));
  if (missing.length === 0) return { kind: "ok" };
  return {
    kind: "missing",
    message:
      "APP_SECRET no longer holds a secret that has signed links in readers' mail. Put the old one back, after the new one with a comma: APP_SECRET=new,old. (The one that a try-out made for itself is in the file app-secret of its data folder; a real site is better off with a data folder of its own.)",
  };
}

function fingerprint(secret: Buffer): string {
  return createHash("sha256").update("signing key").update(secret).digest("base64url").slice(0, 22);
}
