import { addDays, type Day, localDay, weekdayOf } from "../../domain/calendar.ts";
import { spokenDay } from "../../domain/spoken.ts";
import type { Context } from "../../engine/context.ts";
import { listMail } from "../../engine/mailbox.ts";
import { type ClockChange, clockChanges } from "./clock-changes.ts";
import type { Sleeper } from "./morning.ts";

export type MonthMail = { id: number; subject: string };

/** One day of the month that is about to be played, with its words ready: the player draws and knows no calendar. */
export type MonthDay = {
  day: Day;
  /** "24", or "Dec 1" where a month begins. */
  label: string;
  spoken: string;
  change: ClockChange | null;
  /** What has come on that day already. */
  mail: readonly MonthMail[];
};

const daysPlayed = 30;
const mostMailOfToday = 50;

/** Whole weeks from the Monday before today to the Sunday after the thirtieth morning. */
export async function readMonth(context: Context, input: { sleeper: Sleeper; today: Day }): Promise<MonthDay[]> {
  const { sleeper, today } = input;
  const from = addDays(today, 1 - weekdayOf(today));
  const last = addDays(today, daysPlayed);
  const days = Math.ceil((weekdayOf(today) + daysPlayed) / 7) * 7;
  const changes = clockChanges({ from, days, zone: sleeper.zone });
  const { mail } = await listMail(context, { to: sleeper.address ?? undefined, limit: mostMailOfToday });
  return Array.from({ length: days }, (_, ahead) => addDays(from, ahead)).map((day) => ({
    day,
    label: labelOf(day, day === from),
    spoken: spokenDay(day),
    change: day >= today && day <= last ? (changes.get(day) ?? null) : null,
    mail: mail.filter(({ at }) => localDay(at, sleeper.zone) === day).map(({ id, subject }) => ({ id, subject })),
  }));
}

const months = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });

function labelOf(day: Day, isFirst: boolean): string {
  const date = Number(day.slice(8));
  return isFirst || date === 1 ? `${months.format(new Date(`${day}T12:00:00Z`))} ${date}` : String(date);
}
