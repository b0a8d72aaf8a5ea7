/** `unconfirmed`: asked once and never said yes, so nobody agreed to anything. The last three may not be written to. */
export type Standing = "reads" | "unconfirmed" | "left" | "bounced" | "complained";

const words: Readonly<Record<Standing, readonly string[]>> = {
  reads: [
    "",
    "active",
    "subscribed",
    "subscriber",
    "confirmed",
    "enabled",
    "yes",
    "true",
    "1",
    "optedin",
    "verified",
    "member",
    "free",
    "paid",
    "comped",
    "premium",
    "regular",
    "ok",
    "reads",
    "following",
    "imported",
  ],
  unconfirmed: [
    "unconfirmed",
    "pending",
    "notconfirmed",
    "inactive",
    "nonsubscribed",
    "unactivated",
    "waiting",
    "transactional",
  ],
  left: [
    "unsubscribed",
    "unsubscribe",
    "optedout",
    "optout",
    "cancelled",
    "canceled",
    "removed",
    "left",
    "no",
    "false",
    "0",
    "suppressed",
    "blocklisted",
    "blocked",
    "blacklisted",
    "disabled",
    "erased",
    "deleted",
    "archived",
  ],
  bounced: ["bounced", "hardbounce", "hardbounced", "bounce", "cleaned", "undeliverable", "invalid"],
  complained: ["complained", "complaint", "spam", "markedasspam", "spamcomplaint", "abuse", "junk", "reported"],
};

const standings = new Map(
  Object.entries(words).flatMap(([standing, list]) => list.map((word) => [word, standing as Standing])),
);

/** How somebody stands by a word of another program's, or null where the word is not known. */
export function standingOf(cell: string): Standing | null {
  return standings.get(plain(cell)) ?? null;
}

/**
 * The same in a column that is headed "unsubscribed" or "blocklisted", where a yes or a date means the opposite of what
 * it means under "status".
 */
export function standingOfMark(cell: string): Standing | null {
  const word = plain(cell);
  if (["", "0", "no", "false", "none", "null"].includes(word)) return "reads";
  if (["1", "yes", "true", "x"].includes(word) || /^\d{6,}/.test(word)) return "left";
  return standings.get(word) ?? null;
}

/** Whether a heading makes its column one of marks against somebody. */
export function isMarkHeading(heading: string): boolean {
  return ["unsubscribed", "blocklisted", "suppressed", "unsubscribedat", "optedout"].includes(plain(heading));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
