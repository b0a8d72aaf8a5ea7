/** How long a pause should last, as its form says: `until` is "open" or "day", and with "day" there is a date. */
export type PauseEnd = { kind: "open" } | { kind: "day"; untilDay: string } | { kind: "unsaid" };

export function readPauseEnd(value: (field: string) => string): PauseEnd {
  if (value("until") === "open") return { kind: "open" };
  return value("until") === "day" ? { kind: "day", untilDay: value("day") } : { kind: "unsaid" };
}
