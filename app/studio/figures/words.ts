import { hourWords } from "../components/charts/heat-map.tsx";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Mar 2" of "2026-03-02". */
export function shortDay(day: string): string {
  const [, month = "1", date = "1"] = day.split("-");
  return `${months[Number(month) - 1]} ${Number(date)}`;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "Monday at 7 AM"; null where every hour is empty. */
export function busiestHour(hours: readonly number[]): string | null {
  const most = Math.max(0, ...hours);
  if (most === 0) return null;
  const hour = hours.indexOf(most);
  return `${weekdays[Math.floor(hour / 24)]} at ${hourWords(hour % 24)}`;
}
