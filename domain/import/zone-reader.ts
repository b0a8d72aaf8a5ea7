import { namedZones, zoneNamed } from "../zones.ts";

export type ZoneReader = (cell: string) => string | null;

/** More spellings than there are zones; a file that has more makes us ask again, and costs no memory. */
const most = 2_000;

/**
 * Reads zones as files write them: by any name that Node knows, with blanks for underscores, or the place alone ("new
 * york"). One file names the same few a million times, and asking Intl costs some ten microseconds, so it remembers.
 */
export function zoneReader(): ZoneReader {
  const known = new Map<string, string | null>();
  return (cell) => {
    const remembered = known.get(cell);
    if (remembered !== undefined) return remembered;
    const zone = zoneIn(cell);
    if (known.size >= most) known.clear();
    known.set(cell, zone);
    return zone;
  };
}

function zoneIn(cell: string): string | null {
  const written = cell.trim().replaceAll(/\s+/g, "_");
  const zone = zoneNamed(written);
  if (zone !== null) return zone;
  const place = `/${written.toLowerCase()}`;
  const [found, ...more] = namedZones().filter((name) => name.toLowerCase().endsWith(place));
  return found !== undefined && more.length === 0 ? found : null;
}
