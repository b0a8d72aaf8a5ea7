const instantPattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/i;
const dottedPattern = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const slashedPattern = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?$/i;

/**
 * The instant that a cell names, without a zone in UTC, or null. Of 03/04/2025 nobody can say which of the two is the
 * month, so it is no date; 13/04/2025 and 04/13/2025 are.
 */
export function parseDate(raw: string): Date | null {
  const text = raw.trim();
  const found = instantPattern.exec(text);
  if (found) {
    const [, year, month, day, hour = "0", minute = "0", second = "0", offset = "Z"] = found;
    return instantOf({ year, month, day, hour, minute, second, offset });
  }
  const dotted = dottedPattern.exec(text);
  if (dotted) return instantOf({ day: dotted[1], month: dotted[2], year: dotted[3] });
  const slashed = slashedPattern.exec(text);
  if (!slashed) return null;
  const [, first, second, year] = slashed;
  if (first === second || Number(second) > 12) return instantOf({ month: first, day: second, year });
  return Number(first) > 12 ? instantOf({ day: first, month: second, year }) : null;
}

type Parts = Partial<Record<"year" | "month" | "day" | "hour" | "minute" | "second" | "offset", string | undefined>>;

function instantOf({ year, month, day, hour = "0", minute = "0", second = "0", offset = "Z" }: Parts): Date | null {
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = new Date(Date.UTC(y, mo - 1, d, h, mi, s));
  // The 31st of February would quietly become a day of March.
  const isReal = local.getUTCMonth() === mo - 1 && local.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  return isReal ? new Date(local.getTime() - offsetMs(offset)) : null;
}

function offsetMs(offset: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === "-" ? -minutes : minutes) * 60_000;
}
