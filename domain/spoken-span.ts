const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Beyond this nobody counts hours. */
const mostHours = 23.5;
const spans = new Intl.RelativeTimeFormat("en-US", { numeric: "always" });

/** How far ahead an instant lies, in the largest unit that still says it well: "in 14 hours", "in 3 days". */
export function spokenSpan(input: { from: Date; to: Date }): string {
  const ms = input.to.getTime() - input.from.getTime();
  if (ms < minuteMs) return "in a moment";
  if (ms < hourMs) return spans.format(Math.round(ms / minuteMs), "minutes");
  if (ms < mostHours * hourMs) return spans.format(Math.round(ms / hourMs), "hours");
  return ms < 1.5 * dayMs ? "in about a day" : spans.format(Math.round(ms / dayMs), "days");
}
