import { listLiveCourses } from "../../db/catalogue.ts";
import { type ExportedReader, listForExport } from "../../db/exporting.ts";
import { type Counted, countAtOnce } from "../../db/reader-filter.ts";
import { formatSendTime } from "../../domain/calendar.ts";
import type { ReaderFilter } from "../../domain/reader-filter.ts";
import { safeLine } from "../../domain/spreadsheet.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";

export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type Asked = { filter: ReaderFilter; format: ExportFormat };

/** Readers read at once: some hundred KB, whatever the number of all. */
const readersAtOnce = 500;

/** How many readers an export would hold, as well as can be told while somebody waits. */
export async function countForExport(context: Context, { filter }: Pick<Asked, "filter">): Promise<Counted | null> {
  const { calendarAt: now } = await context.clocks.read(context.db);
  return countAtOnce(context.db, { filter, now });
}

/** Notes who took the readers away, before the first of them goes. */
export async function noteExport(
  context: Context,
  { filter, format, author }: Asked & { author: { id: string; name: string } },
): Promise<void> {
  const what = Object.keys(filter).length === 0 ? "everybody" : "those of a filter";
  await context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await recordAct(tx, { author, act: "readers exported", now, facts: { what, format } });
  });
}

/**
 * Readers as text, a piece at a time. CSV opens in a spreadsheet without running anything; a line of JSON has everything,
 * with the words of each consent.
 */
export async function* exportReaders(context: Context, { filter, format }: Asked): AsyncGenerator<string> {
  const courses = (await listLiveCourses(context.db)).map(({ slug }) => slug);
  // With its mark Excel takes it for UTF-8; our own import and others know the mark.
  if (format === "csv") yield `\ufeff${safeLine(headings(courses))}`;
  for (let afterId = 0; ; ) {
    const { calendarAt: now } = await context.clocks.read(context.db);
    const readers = await listForExport(context.db, { filter, afterId, limit: readersAtOnce, now });
    if (readers.length > 0)
      yield readers.map((one) => (format === "csv" ? csvLine(one, courses) : jsonLine(one))).join("");
    const last = readers.at(-1);
    if (last === undefined || readers.length < readersAtOnce) return;
    afterId = last.id;
  }
}

/** Such headings as our own import knows, so that a list can go out, be mended and come in again. */
function headings(courses: readonly string[]): string[] {
  const own = ["email", "name", "time zone", "send time", "status", "tags", "newsletters", "source"];
  const dates = ["signed up", "confirmed", "last sign of life", "consents"];
  return [...own, ...dates, ...courses.flatMap((slug) => [`${slug}: state`, `${slug}: lessons had`, `${slug}: done`])];
}

function csvLine(reader: ExportedReader, courses: readonly string[]): string {
  const { address, name, zone, sendMinute, source, tags, newsletters, createdAt, confirmedAt, lastSeenAt } = reader;
  const follows = newsletters.filter(({ state }) => state === "following").map(({ newsletter }) => newsletter);
  const own = [address, name, zone, formatSendTime(sendMinute), statusOf(reader), tags.join("; "), follows.join("; ")];
  const dates = [source, dateOf(createdAt), dateOf(confirmedAt), dateOf(lastSeenAt), consentsOf(reader)];
  return safeLine([...own, ...dates, ...courses.flatMap((slug) => courseCells(reader, slug))]);
}

/** In words that our own import, and most others, read again. */
function statusOf({ suppressed, confirmedAt }: ExportedReader): string {
  if (suppressed === "bounced" || suppressed === "complained") return suppressed;
  if (suppressed !== null) return "unsubscribed";
  return confirmedAt === null ? "unconfirmed" : "subscribed";
}

function consentsOf({ consents }: ExportedReader): string {
  return consents
    .filter(({ confirmedAt, withdrawnAt }) => confirmedAt !== null && withdrawnAt === null)
    .map(({ purpose, form, confirmedAt }) => `${purpose} on ${confirmedAt?.slice(0, 10)} by ${form}`)
    .join("; ");
}

/** Of several runs the newest. */
function courseCells({ courses }: ExportedReader, slug: string): (string | number | null)[] {
  const run = courses.filter(({ course }) => course === slug).at(-1);
  return run === undefined ? [null, null, null] : [run.state, run.lessonsHad, run.lessonsDone];
}

function dateOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

function jsonLine(reader: ExportedReader): string {
  const { address, name, zone, sendMinute, source, createdAt, confirmedAt, lastSeenAt, suppressed } = reader;
  const { tags, newsletters, courses, consents } = reader;
  const line = {
    ...{
      address,
      name,
      timeZone: zone,
      sendTime: formatSendTime(sendMinute),
      status: statusOf(reader),
      suppressed,
      source,
    },
    ...{ signedUpAt: createdAt, confirmedAt, lastSignOfLifeAt: lastSeenAt, tags, newsletters, courses, consents },
  };
  return `${JSON.stringify(line)}\n`;
}
