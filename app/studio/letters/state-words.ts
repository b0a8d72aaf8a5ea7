import type { Issue } from "../../../db/letters/drafts.ts";
import { spokenSendTime } from "../../../domain/calendar.ts";

type Stated = Pick<Issue, "state" | "origin" | "mode" | "sendAt" | "localDay" | "localMinute" | "sentAt">;

/** How a letter stands, in a few words: "Scheduled for Monday, March 2, 2026 at 8:00 AM UTC". */
export function stateWords(issue: Stated): string {
  switch (issue.state) {
    case "draft":
      return issue.origin === "file" ? "Draft, from a file" : "Draft";
    case "scheduled":
      return issue.mode === "now" ? "About to go out" : `Scheduled ${whenWords(issue)}`;
    case "sending":
      return "Going out";
    case "paused":
      return "Paused";
    case "sent":
      return issue.sentAt === null ? "Sent" : `Sent ${spokenInstant(issue.sentAt)}`;
    case "cancelled":
      return "Cancelled";
  }
}

export function whenWords({ mode, sendAt, localDay, localMinute }: Stated): string {
  if (mode === "local" && localDay !== null && localMinute !== null) {
    const day = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(new Date(localDay));
    return `for ${day} at ${spokenSendTime(localMinute)}, each reader’s own time`;
  }
  return sendAt === null ? "for now" : `for ${spokenInstant(sendAt)}`;
}

/** The server does not know where the author is, so an instant is said with its zone. */
export function spokenInstant(at: Date): string {
  const format = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(at)} UTC`;
}
