import { addFaults } from "../../db/importing.ts";
import { changeImport, lockClaimed, type ReaderImport } from "../../db/imports.ts";
import type { ImportCounts, ImportPass } from "../../db/schema/imports.ts";
import type { ImportPlan } from "../../domain/import/plan.ts";
import { type Row, rowJudge } from "../../domain/import/row.ts";
import { zoneReader } from "../../domain/import/zone-reader.ts";
import { type Context, hashAddress } from "../context.ts";
import { type Places, readPlaces } from "./offered.ts";
import type { Piece, Place } from "./read-rows.ts";
import { type Sorted, sortRows } from "./sort.ts";
import { type TakenOver, takeOver } from "./take-over.ts";

/** What a worker holds while it goes through a file. */
export type Work = {
  id: number;
  leaseToken: string;
  pass: ImportPass;
  plan: ImportPlan;
  judge: Judge;
};

/** Judges rows by the courses and newsletters that there are. Read once: a file takes minutes, and courses change rarely. */
export type Judge = { row: ReturnType<typeof rowJudge>; places: Places };

export async function openJudge(
  context: Context,
  { plan, headings }: { plan: ImportPlan; headings: readonly string[] },
): Promise<Judge> {
  const places = await readPlaces(context.db);
  const { calendarAt: now } = await context.clocks.read(context.db);
  return { places, row: rowJudge({ plan, headings, offered: places.offered, zones: zoneReader(), now }) };
}

/** Rows with the faults among them, up to `next`. `rows` is empty where only the place moves on. */
export type Portion = { rows: readonly Row[]; faults: Piece["faults"]; next: Place };

/** Longer than any step takes, and short enough that a killed worker's import goes on soon. */
export const leaseMs = 30_000;

/**
 * One step of an import: what becomes of these rows, and how far the import has come, in one transaction. So a worker
 * that is killed has done a step whole or not at all, and whoever goes on begins at the first row that nobody did.
 * Returns false where the import is no longer this worker's, because it was stopped or the lease ran out.
 */
export async function step(context: Context, work: Work, portion: Portion): Promise<boolean> {
  const { judge } = work;
  return context.db.transaction(async (tx) => {
    const row = await lockClaimed(tx, work);
    if (!row) return false;
    const { calendarAt: now, elapsedAt } = await context.clocks.read(tx);
    const rows = portion.rows.map((one) => ({ judged: judge.row(one), cells: one.cells.slice(0, 100).map(short) }));
    const hashOf = (address: string) => hashAddress(context, address);
    const sorted = await sortRows(tx, { importId: work.id, pass: work.pass, rows, hashOf });
    const broken = portion.faults.map(({ text, ...fault }) => ({ ...fault, cells: [text], addressHash: null }));
    const outcome =
      work.pass === "checking"
        ? foretold(sorted, work.plan, judge.places)
        : await taken(tx, { row, sorted, work, now });
    await addFaults(tx, { importId: work.id, faults: [...sorted.faults, ...broken] });
    await changeImport(tx, {
      id: work.id,
      ...portion.next,
      counts: summed(row.counts, { portion, sorted, outcome }),
      attempts: 0,
      leaseUntil: new Date(elapsedAt.getTime() + leaseMs),
      changedAt: now,
    });
    return true;
  });
}

function taken(
  tx: Parameters<typeof takeOver>[0],
  input: { row: ReaderImport; sorted: Sorted; work: Work; now: Date },
): Promise<TakenOver> {
  const { row, sorted, work, now } = input;
  const { statement, fileName } = row;
  if (statement === null) throw new Error(`import ${row.id} runs without a statement`);
  return takeOver(tx, { sorted, plan: work.plan, places: work.judge.places, statement, fileName, now });
}

/** What a run would do, told without doing it. */
function foretold(sorted: Sorted, { changes }: ImportPlan, places: Places): TakenOver {
  const canChange = changes.length > 0;
  const enrolled = sorted.known.filter(({ wanted: { course }, known: { id } }) => {
    const courseId = course && places.courses.get(course.slug)?.course.id;
    return course !== null && changes.includes("course") && !sorted.runs.has(`${id}:${courseId}`);
  });
  const followed = sorted.known.flatMap(({ wanted, known: { id } }) =>
    wanted.newsletters.filter(
      (slug) => changes.includes("newsletter") && !sorted.follows.has(`${id}:${places.newsletters.get(slug)}`),
    ),
  );
  return {
    added: sorted.fresh.length,
    changed: canChange ? sorted.known.length : 0,
    known: canChange ? 0 : sorted.known.length,
    stopped: sorted.stops.length,
    enrolled: sorted.fresh.filter(({ wanted }) => wanted.course !== null).length + enrolled.length,
    followed: sorted.fresh.reduce((sum, { wanted }) => sum + wanted.newsletters.length, followed.length),
  };
}

function summed(
  counts: ImportCounts,
  { portion, sorted, outcome }: { portion: Portion; sorted: Sorted; outcome: TakenOver },
): ImportCounts {
  const { twice, suppressed, faulty, keptByOwnConsent } = sorted.counts;
  return {
    rows: counts.rows + portion.rows.length + portion.faults.length,
    added: counts.added + outcome.added,
    changed: counts.changed + outcome.changed,
    known: counts.known + outcome.known + keptByOwnConsent,
    suppressed: counts.suppressed + suppressed,
    stopped: counts.stopped + outcome.stopped,
    twice: counts.twice + twice,
    faulty: counts.faulty + faulty + portion.faults.length,
    enrolled: counts.enrolled + outcome.enrolled,
    followed: counts.followed + outcome.followed,
    unknownZones: unknownZonesOf(counts, sorted),
  };
}

/** Enough to see what is meant. */
const mostWords = 5;

function unknownZonesOf(
  { unknownZones = { readers: 0, words: [] } }: ImportCounts,
  { fresh }: Sorted,
): NonNullable<ImportCounts["unknownZones"]> {
  const found = fresh.flatMap(({ wanted }) => wanted.unknownZone ?? []);
  const words = [...new Set([...unknownZones.words, ...found])].slice(0, mostWords);
  return { readers: unknownZones.readers + found.length, words };
}

/** PostgreSQL takes no zero byte, and a fault needs no novel. */
function short(cell: string): string {
  return cell.replaceAll("\0", " ").slice(0, 500);
}
