import { z } from "zod";
import type { Context } from "../../../../engine/context.ts";
import { seeOther } from "../../../answer-page.ts";
import { keptCookie, readKeptCookie } from "../../../kept-cookie.ts";

const name = "dayletter_import_refused";
const keptSchema = z.object({ message: z.string().max(600), statement: z.string().max(800) });

export type Refused = z.infer<typeof keptSchema>;

/**
 * Leads back to the form, which says what was wrong. The words are too long for the URL and too special for a list of
 * known ones (they name a line of the file), so they go in a cookie that lives for a minute.
 */
export function refusedTo(
  { settings }: Context,
  path: string,
  { message, statement = "" }: { message: string; statement?: string },
): Response {
  const response = seeOther(`${path}?refused`);
  const kept = { message: message.slice(0, 600), statement: statement.slice(0, 800) };
  const isSecure = settings.siteUrl.startsWith("https:");
  response.headers.append("Set-Cookie", keptCookie({ name, value: kept, lifeSeconds: 60, isSecure }));
  return response;
}

export async function readRefused(query: Record<string, string | string[] | undefined>): Promise<Refused | null> {
  if (query.refused === undefined) return null;
  const read = keptSchema.safeParse(await readKeptCookie(name));
  // Not one of ours, or cut by the browser: then there is nothing to say.
  return read.success ? read.data : null;
}
