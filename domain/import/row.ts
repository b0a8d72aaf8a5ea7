import { parseAddress } from "../addresses.ts";
import { parseSendTime } from "../calendar.ts";
import { normaliseName } from "../names.ts";
import { plainCell } from "../spreadsheet.ts";
import { parseDate } from "./dates.ts";
import { type ImportPlan, type Meaning, mostTags } from "./plan.ts";
import { isMarkHeading, standingOf, standingOfMark } from "./status.ts";
import type { ZoneReader } from "./zone-reader.ts";

/** What one row of a file asks for. What the row itself did not say comes from the plan, and `given` knows the difference. */
export type Wanted = {
  line: number;
  address: string;
  name: string | null;
  zone: string;
  sendMinute: number;
  given: { name: boolean; zone: boolean; sendTime: boolean };
  /** What stands where the zone should, if no zone is called so: then the plan's is theirs, and the author is told. */
  unknownZone: string | null;
  tags: readonly string[];
  course: { slug: string; nextLesson: number } | null;
  newsletters: readonly string[];
  consentAt: Date | null;
  consentSource: string | null;
  /** Must not be written to, says the file. Then nothing else of the row counts. */
  stop: "left" | "bounced" | "complained" | null;
};

/** Why a row is not taken, and what would help; both are sentences. */
export type Fault = { line: number; what: string; help: string };

export type Row = { line: number; cells: readonly string[] };

export type Judged = { kind: "wanted"; wanted: Wanted } | { kind: "fault"; fault: Fault; address: string | null };

/** What a row may name: courses and newsletters by slug or title in lower case, and how many lessons a course has. */
export type Offered = {
  courses: ReadonlyMap<string, { slug: string; lessons: number }>;
  newsletters: ReadonlyMap<string, string>;
};

export type Judging = { plan: ImportPlan; offered: Offered; zones: ZoneReader; headings: readonly string[]; now: Date };

/** Thrown and caught within this file: the one way out of whichever cell is wrong. */
class Wrong extends Error {
  readonly help: string;
  constructor(what: string, help: string) {
    super(what);
    this.help = help;
  }
}

/** Judges rows of one file after the other, by one plan. */
export function rowJudge(judging: Judging): (row: Row) => Judged {
  const columns = columnsOf(judging);
  return (row) => {
    let address: string | null = null;
    try {
      const cells = read(row, columns);
      address = addressIn(cells);
      return { kind: "wanted", wanted: wantedOf({ judging, cells, line: row.line, address }) };
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      return { kind: "fault", fault: { line: row.line, what: error.message, help: error.help }, address };
    }
  };
}

type Columns = { width: number; at: ReadonlyMap<Meaning, readonly number[]>; isMark: boolean };

function columnsOf({ plan, headings }: Judging): Columns {
  const at = new Map<Meaning, number[]>();
  for (const [place, meaning] of plan.columns.entries()) at.set(meaning, [...(at.get(meaning) ?? []), place]);
  const status = at.get("status")?.[0];
  return { width: plan.columns.length, at, isMark: status !== undefined && isMarkHeading(headings[status] ?? "") };
}

type Cells = { of(meaning: Meaning): string; all(meaning: Meaning): string[]; isMark: boolean };

/** Missing cells at the end are empty ones, as spreadsheets write them; cells beyond the last heading mean a shift. */
function read({ cells }: Row, { width, at, isMark }: Columns): Cells {
  if (cells.slice(width).some((cell) => cell.trim() !== "")) {
    throw new Wrong(
      `This row has ${cells.length} cells, and the file has ${width} columns.`,
      "A cell with the separator in it needs quotes around it.",
    );
  }
  const all = (meaning: Meaning) => (at.get(meaning) ?? []).map((place) => plainCell(cells[place] ?? "").trim());
  return { all, of: (meaning) => all(meaning).find((cell) => cell !== "") ?? "", isMark };
}

function addressIn(cells: Cells): string {
  const raw = cells.of("address");
  if (raw === "") throw new Wrong("There is no email address in this row.", "Fill in the address, or drop the row.");
  const parsed = parseAddress(raw);
  if (parsed.kind === "ok") return parsed.address;
  throw new Wrong("The email address cannot be right.", parsed.message);
}

function wantedOf(input: { judging: Judging; cells: Cells; line: number; address: string }): Wanted {
  const { judging, cells, line, address } = input;
  const { plan } = judging;
  const stop = stopIn(cells);
  const name = nameIn(cells);
  const zoneCell = cells.of("zone");
  const zone = zoneCell === "" ? null : judging.zones(zoneCell);
  const sendMinute = sendMinuteIn(cells);
  return {
    ...{ line, address, stop, name },
    zone: zone ?? plan.zone,
    sendMinute: sendMinute ?? plan.sendMinute,
    given: { name: name !== null, zone: zone !== null, sendTime: sendMinute !== null },
    unknownZone: zoneCell !== "" && zone === null ? short(zoneCell) : null,
    tags: [...new Set([...plan.tags, ...tagsIn(cells)])],
    course: stop === null ? courseIn(cells, judging) : null,
    newsletters: stop === null ? newslettersIn(cells, judging) : [],
    consentAt: consentAtIn(cells, judging),
    consentSource: cells.of("consentSource").replace(/\s+/g, " ").slice(0, 200) || null,
  };
}

function stopIn(cells: Cells): Wanted["stop"] {
  const cell = cells.of("status");
  const standing = cells.isMark ? standingOfMark(cell) : standingOf(cell);
  if (standing === "reads") return null;
  if (standing === "unconfirmed") {
    throw new Wrong(
      "The file says that this person never confirmed.",
      "Nothing to mend: invite them to sign up here, and their own confirmation counts.",
    );
  }
  if (standing !== null) return standing;
  throw new Wrong(
    `The status “${short(cell)}” is not known.`,
    "Write active, unsubscribed, bounced, complained or unconfirmed.",
  );
}

function nameIn(cells: Cells): string | null {
  const raw = cells.of("name") || `${cells.of("firstName")} ${cells.of("lastName")}`;
  const named = normaliseName(raw);
  if (named.kind === "ok") return named.name;
  throw new Wrong("The name cannot be taken.", named.message);
}

function sendMinuteIn(cells: Cells): number | null {
  const cell = cells.of("sendTime");
  if (cell === "") return null;
  const minute = parseSendTime(cell.replace(/^(\d{1,2}:\d{2}):\d{2}$/, "$1")) ?? twelveHours(cell);
  if (minute !== null) return minute;
  throw new Wrong(`The send time “${short(cell)}” is no time of day.`, "Write it like 07:00 or 7:00 AM.");
}

/** "7:00 AM", "7 pm". */
function twelveHours(cell: string): number | null {
  const found = /^(\d{1,2})(?::([0-5]\d))? ?([ap])\.?m\.?$/i.exec(cell);
  const hour = Number(found?.[1]);
  if (!found || hour < 1 || hour > 12) return null;
  return ((hour % 12) + (found[3]?.toLowerCase() === "p" ? 12 : 0)) * 60 + Number(found[2] ?? 0);
}

function tagsIn(cells: Cells): string[] {
  const tags = cells.all("tags").flatMap(splitTags);
  if (tags.length > mostTags) throw new Wrong(`There are ${tags.length} tags.`, `Give at most ${mostTags}.`);
  const long = tags.find((tag) => tag.length > 60);
  if (long === undefined) return tags;
  throw new Wrong(`The tag “${short(long)}” is too long.`, "A tag has at most 60 characters.");
}

/** Tags that were typed into one cell or field, parted by commas, semicolons or bars. */
export function splitTags(text: string): string[] {
  const parts = text.replace(/\p{Cc}/gu, " ").split(/[,;|]/);
  return parts
    .map((tag) =>
      tag
        .replace(/["[\]]/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((tag) => tag !== "");
}

function courseIn(cells: Cells, { plan, offered }: Judging): Wanted["course"] {
  const cell = cells.of("course");
  const named = cell || plan.course;
  if (named === null) return null;
  const course = offered.courses.get(named.toLowerCase());
  if (!course) throw new Wrong(`There is no course “${short(named)}” here.`, known(offered.courses.values()));
  const nextLesson = nextLessonIn(cells) ?? plan.nextLesson;
  if (nextLesson <= course.lessons) return { slug: course.slug, nextLesson };
  throw new Wrong(
    `Lesson ${nextLesson} is asked for, and the course has ${course.lessons}.`,
    "Whoever had them all has finished: leave the course empty, or choose an earlier lesson.",
  );
}

function nextLessonIn(cells: Cells): number | null {
  const next = cells.of("nextLesson");
  if (next !== "") return numberIn(next, 1);
  const had = cells.of("lessonsHad");
  return had === "" ? null : numberIn(had, 0) + 1;
}

/** "12", "Day 12", "Lesson 12". */
function numberIn(cell: string, least: number): number {
  const found = /^(?:day|lesson|#)?\s*(\d{1,4})$/i.exec(cell);
  const number = Number(found?.[1] ?? -1);
  if (number >= least && number <= 1_000) return number;
  throw new Wrong(`“${short(cell)}” is no place in a course.`, "Write the number of a lesson, such as 12.");
}

function newslettersIn(cells: Cells, { plan, offered }: Judging): string[] {
  const named = cells
    .all("newsletter")
    .flatMap((cell) => cell.split(/[;|]/))
    .map((name) => name.trim());
  const slugs = [...plan.newsletters, ...named.filter((name) => name !== "")].map((name) => {
    const slug = offered.newsletters.get(name.toLowerCase());
    if (slug !== undefined) return slug;
    const list = [...new Set(offered.newsletters.values())].map((one) => ({ slug: one }));
    throw new Wrong(`There is no newsletter “${short(name)}” here.`, known(list));
  });
  return [...new Set(slugs)];
}

function known(things: Iterable<{ slug: string }>): string {
  const slugs = [...new Set([...things].map(({ slug }) => slug))];
  return slugs.length === 0 ? "There is none yet." : `There is ${slugs.slice(0, 10).join(", ")}.`;
}

function consentAtIn(cells: Cells, { now }: Judging): Date | null {
  const cell = cells.of("consentDay");
  if (cell === "") return null;
  const at = parseDate(cell);
  if (at === null) throw new Wrong(`“${short(cell)}” is no date.`, "Write it like 2025-05-31.");
  if (at.getUTCFullYear() < 1990) throw new Wrong(`“${short(cell)}” is too long ago.`, "Write it like 2025-05-31.");
  if (at <= now) return at;
  throw new Wrong(`“${short(cell)}” is in the future.`, "Nobody can have agreed by then: mend the date.");
}

function short(text: string): string {
  const line = text.replace(/\p{C}/gu, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
