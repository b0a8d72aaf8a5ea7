import { addDays, localDay, localMinute, spokenSendTime } from "../../domain/calendar.ts";

const weekdays = new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone: "UTC" });
const dates = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });

/** When a message came, as an inbox says it: "7:00 AM" today, "Yesterday", "Tue, Nov 24" before that. */
export function spokenArrival({ at, now, zone }: { at: Date; now: Date; zone: string }): string {
  const day = localDay(at, zone);
  const today = localDay(now, zone);
  if (day === today) return spokenSendTime(localMinute(at, zone));
  if (day === addDays(today, -1)) return "Yesterday";
  const noon = new Date(`${day}T12:00:00Z`);
  return `${weekdays.format(noon)}, ${dates.format(noon)}`;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far the moved calendar is ahead, as a finished phrase: "2 days", "5 hours". Null when it was not moved. */
export function spokenLead(aheadMs: number): string | null {
  // A calendar that was reset and a clock that was read a moment later are the same to anybody who looks.
  if (Math.abs(aheadMs) < 60_000) return null;
  const days = Math.round(Math.abs(aheadMs) / dayMs);
  if (days >= 2) return `${days} days`;
  const hours = Math.round(Math.abs(aheadMs) / hourMs);
  if (hours >= 2) return `${hours} hours`;
  return hours === 1 ? "an hour" : "some minutes";
}
