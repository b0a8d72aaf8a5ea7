import { cookies } from "next/headers";
import { z } from "zod";
import { seeOther } from "../../../answer-page.ts";

const name = "dayletter_import_refused";
const keptSchema = z.object({ message: z.string().max(600), statement: z.string().max(800) });

export type Refused = z.infer<typeof keptSchema>;

/**
 * Leads back to the form, which says what was wrong. The words are too long for the URL and too special for a list of
 * known ones (they name a line of the file), so they go in a cookie that lives for a minute.
 */
export function refusedTo(
  path: string,
  { message, statement = "" }: { message: string; statement?: string },
): Response {
  const response = seeOther(`${path}?refused`);
  const kept = { message: message.slice(0, 600), statement: statement.slice(0, 800) };
  const value = Buffer.from(JSON.stringify(kept)).toString("base64url");
  response.headers.append("Set-Cookie", `${name}=${value}; Path=/studio/readers; Max-Age=60; HttpOnly; SameSite=Lax`);
  return response;
}

export async function readRefused(query: Record<string, string | string[] | undefined>): Promise<Refused | null> {
  const value = query.refused === undefined ? undefined : (await cookies()).get(name)?.value;
  if (value === undefined) return null;
  try {
    return keptSchema.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch {
    // Not one of ours, or cut by the browser: then there is nothing to say.
    return null;
  }
}
