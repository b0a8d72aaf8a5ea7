import { cookies } from "next/headers";
import { zoneNamed } from "../../../domain/zones.ts";

export const zoneCookie = "dayletter-author-zone";

/** The zone in which this author's days begin: as their browser said once, and before that UTC. */
export async function authorZone(): Promise<string> {
  const said = (await cookies()).get(zoneCookie)?.value ?? "";
  return zoneNamed(said) ?? "UTC";
}
