const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "6h", "90m", "2d" or "1d12h" in milliseconds; null for anything else, and for nothing. */
export function parseSpan(text: string): number | null {
  if (!/^(?:\d{1,5}[mhd])+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+)([mhd])/g)];
  const totalMs = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ""] ?? 0), 0);
  return totalMs > 0 ? totalMs : null;
}

/** How far the calendar is from the real time, in words. */
export function spokenSpan(aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  if (minutes === 0) return "which is the real time";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = [
    days > 0 ? `${days} d` : "",
    hours > 0 ? `${hours} h` : "",
    minutes % 60 > 0 ? `${minutes % 60} min` : "",
  ];
  return `${parts.filter(Boolean).join(" ")} ${aheadMs > 0 ? "ahead of" : "behind"} the real time`;
}
