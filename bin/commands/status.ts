import { readStatus, type Status } from "../../engine/status.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";
import { spokenUtc } from "./instant.ts";
import { spokenSpan } from "./span.ts";

export const status: Command = {
  usage: "status [--json]",
  summary: "What is due, waiting or halted, and the cure",
  async run(args) {
    if (args.some((arg) => arg !== "--json")) throw new WrongUsage();
    const found = await withContext(readStatus);
    console.log(args.includes("--json") ? JSON.stringify(found, bigintAsNumber, 2) : inWords(found));
  },
};

function bigintAsNumber(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function inWords(found: Status): string {
  return [
    ...sendingLines(found),
    ...found.concerns.map((words) => `Worth mending: ${words}`),
    ...countLines(found),
    ...letterLines(found),
    ...troubleLines(found),
    ...dueLines(found),
  ].join("\n");
}

function sendingLines({ transport, halt, waitUntil, feedback, worker, calendarAt, aheadMs }: Status): string[] {
  const lines = [`Mail leaves by: ${transport}`];
  if (halt !== null) {
    lines.push(`HALTED since ${spokenUtc(halt.haltedAt)}: ${halt.name}. ${halt.message}`);
    lines.push(`  Cure: ${halt.cure}`);
    if (halt.probeAt !== null) lines.push(`  The next probe is at ${spokenUtc(halt.probeAt)}.`);
  }
  if (waitUntil !== null) lines.push(`The provider asked to wait until ${spokenUtc(waitUntil)}.`);
  if (transport === "resend") lines.push(...hearing[feedback]);
  const seen = worker.seenAt === null ? "never" : spokenUtc(worker.seenAt);
  lines.push(worker.alive ? "Worker: at work" : `Worker: NOT HEARD OF (last ${seen}); start one with npm start`);
  lines.push(`Calendar: ${spokenUtc(calendarAt)}, ${spokenSpan(aheadMs)}`);
  return lines;
}

const hearing: Readonly<Record<Status["feedback"], readonly string[]>> = {
  unset: ["Bounces and complaints are not known: set RESEND_WEBHOOK_SECRET (README, Hear of bounces and complaints)."],
  silent: ["No webhook has come yet: see resend.com/webhooks once something has been sent."],
  heard: [],
};

function countLines({ counts, tally, balanced }: Status): string[] {
  const shown = (record: object) =>
    Object.entries(record)
      .map(([name, count]) => `${spaced(name)} ${count}`)
      .join(", ");
  const lines = ["", `Now: ${shown(counts)}`, `Deliveries: ${shown(tally)}`];
  if (!balanced) lines.push("THESE DO NOT ADD UP: planned must equal the sum of the others. Please report it.");
  return lines;
}

function letterLines({ letters }: Status): string[] {
  if (letters.length === 0) return [];
  const shown = letters.map(
    ({ newsletter, issue, state, planned, accepted, waiting, held }) =>
      `  ${newsletter}/${issue}  ${state}  planned ${planned}, accepted ${accepted}, waiting ${waiting}, held ${held}`,
  );
  return ["", "Letters under way:", ...shown];
}

/** "lessonsDue" as "lessons due". */
function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function troubleLines({ trouble }: Status): string[] {
  if (trouble.length === 0) return [];
  return ["", "Needs a look:", ...trouble.map((one) => `  ${Object.values(one).map(shownValue).join("  ")}`)];
}

function dueLines({ nextDue }: Status): string[] {
  if (nextDue.length === 0) return ["", "No lesson is waiting to go out."];
  return [
    "",
    "Next:",
    ...nextDue.map(({ at, lessons }) => `  ${spokenUtc(at)}  ${lessons} ${lessons === 1 ? "lesson" : "lessons"}`),
  ];
}

function shownValue(value: unknown): string {
  return value instanceof Date ? spokenUtc(value) : String(value ?? "");
}
