import { isZone, zoneNames } from "../../../domain/calendar.ts";

/**
 * The zone that somebody meant who typed "America/New York", as our list offers it, or only "new york". What names no
 * zone, or a place that more than one zone is called after, comes back as it was, to be complained about in words.
 */
export function typedZone(typed: string): string {
  const written = typed.trim().replaceAll(/\s+/g, "_");
  if (isZone(written)) return written;
  const place = `/${written.toLowerCase()}`;
  const [found, ...more] = zoneNames().filter((zone) => zone.toLowerCase().endsWith(place));
  return found !== undefined && more.length === 0 ? found : typed.trim();
}
