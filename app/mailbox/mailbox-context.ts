import type { Context } from "../../engine/context.ts";
import { hasMailbox } from "../../engine/mailbox.ts";
import { requestContext } from "../context.ts";
import { isDirect } from "./direct.ts";

/**
 * The context, for somebody who may see the mailbox; null for everybody else, and for everybody where mail really
 * leaves. Each page and route of the mailbox asks here first, and answers null as if there were no such address.
 */
export async function mailboxContext(headers: Headers): Promise<Context | null> {
  if (!isDirect(headers)) return null;
  const context = await requestContext();
  return hasMailbox(context) ? context : null;
}

/** "Ada Runner <ada@letters.example>" as "Ada Runner". */
export function senderName({ settings }: Pick<Context, "settings">): string {
  return /^([^<]+)</.exec(settings.mailFrom)?.[1]?.replaceAll('"', "").trim() || settings.mailFrom;
}
