import { localMinute } from "../../../domain/calendar.ts";
import { spokenInstant, spokenZone } from "../../../domain/spoken.ts";
import type { ListedMail } from "../../../engine/mailbox.ts";
import { unbroken } from "../../unbroken.ts";
import type { Sleeper } from "../morning.ts";

type Awake = { own: readonly ListedMail[]; others: number; sleeper: Sleeper; calendarAt: Date };

/** What the night brought, said once after the button "Next morning": to the reader whose night it was, and to others. */
export function Woke({ own, others, sleeper, calendarAt }: Awake) {
  const { address, zone } = sleeper;
  const place = zone === "UTC" ? "by UTC" : `in ${spokenZone(zone)}`;
  return (
    <p role="status" className="mt-4 rounded-card bg-rest px-5 py-4 text-rest-ink">
      {greeting(localMinute(calendarAt, zone))}. It is {unbroken(spokenInstant(calendarAt, zone))}, {place}.{" "}
      {cameTo(own, address)}
      {others === 0 ? null : ` ${counted(others, "message")} went to other readers.`}
    </p>
  );
}

/** Not every reader's morning is one: a lesson may be wished for at half past eight in the evening. */
function greeting(minute: number): string {
  if (minute < 12 * 60) return "Good morning";
  return minute < 18 * 60 ? "Good afternoon" : "Good evening";
}

function cameTo(mail: readonly ListedMail[], address: string | null): string {
  const whom = address ?? "anybody";
  if (mail.length === 0) return `No mail came to ${whom}.`;
  return mail.length === 1
    ? `“${mail[0]?.subject}” came to ${whom}.`
    : `${counted(mail.length, "message")} came to ${whom}.`;
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count.toLocaleString("en-US")} ${word}s`;
}
