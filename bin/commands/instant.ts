/** "2026-11-22 18:30 UTC": an instant as an operator compares it with a log, to the minute. */
export function spokenUtc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
