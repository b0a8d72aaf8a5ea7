import type { Database } from "../../db/connect.ts";
import {
  addImport,
  changeImport,
  deleteImport,
  findInHand,
  findSameFile,
  listImports,
  lockImport,
  nothingCounted,
  type ReaderImport,
  readImport,
} from "../../db/imports.ts";
import type { ActFacts } from "../../db/schema/authors.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { parseSendTime } from "../../domain/calendar.ts";
import { type ImportPlan, importDraftSchema, importPlanSchema } from "../../domain/import/plan.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";
import { readPlaces } from "./offered.ts";
import { guessColumns, guessPlan } from "./sample.ts";
import { importFile, type TakenFile, throwAway } from "./take-in.ts";

/** Who acts: an author in the studio, or whoever has the command line, who is nobody in the tables. */
export type Hand = { id: string; name: string } | { id: null; name: string };

export type Changed = { kind: "ok" } | { kind: "wrong"; message: string } | { kind: "unknown" };

/** Makes an import of a file that was taken in, with a guess at what its columns hold. */
export async function beginImport(
  context: Context,
  input: { file: TakenFile; fileName: string; hand: Hand },
): Promise<{ kind: "begun"; id: number } | { kind: "refused"; message: string }> {
  const { file, hand } = input;
  const guessed = await guessPlan(importFile(context, file.fileKey));
  if (guessed.kind === "refused") {
    await throwAway(context, file.fileKey);
    return guessed;
  }
  const { kind: _, ...columns } = guessed;
  const { calendarAt: now } = await context.clocks.read(context.db);
  const plan = { ...columns, ...(await usualChoices(context)) };
  const row = await addImport(context.db, {
    ...{ ...file, fileName: shownName(input.fileName), plan, authorName: hand.name, createdAt: now },
  });
  return { kind: "begun", id: row.id };
}

/** What holds for everybody until the author says otherwise. No course and no newsletter: those are theirs to choose. */
async function usualChoices(context: Context) {
  const [first] = (await readPlaces(context.db)).courses.values();
  const sendMinute = parseSendTime(first?.course.facts.sendTime ?? "07:00") ?? 420;
  return { zone: "UTC", sendMinute, course: null, nextLesson: 1, newsletters: [], tags: [], changes: [] };
}

function shownName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? "";
  return last.replace(/\p{C}/gu, "").trim().slice(0, 200) || "readers.csv";
}

/** Keeps what the author says about the columns. It need not be whole yet. */
export async function planImport(context: Context, input: { id: number; plan: unknown }): Promise<Changed> {
  const draft = importDraftSchema.safeParse(input.plan);
  if (!draft.success) return { kind: "wrong", message: "The choices could not be read. Open the page again." };
  return change(context, input.id, ["mapping", "checked", "stopped", "failed"], async (row, now) => {
    if (row.pass === "running")
      return wrong("Some of this file was taken over already. Go on with it, or import it again.");
    const plan = await withItsColumns(context, row, draft.data);
    return { plan, state: "mapping", pass: null, trouble: null, changedAt: now };
  });
}

/** Parted in another way, a file has other columns, and what was said about them is said no more. */
async function withItsColumns(
  context: Context,
  { plan, fileKey }: ReaderImport,
  draft: ImportPlan,
): Promise<ImportPlan> {
  const isAsBefore = plan?.delimiter === draft.delimiter && plan.hasHeadings === draft.hasHeadings;
  if (isAsBefore || fileKey === null) return draft;
  return { ...draft, columns: await guessColumns(importFile(context, fileKey), draft) };
}

/** Lets a worker read the whole file and say what would become of it. Nobody is added by that. */
export function checkImport(context: Context, input: { id: number }): Promise<Changed> {
  return change(context, input.id, ["mapping", "checked"], async (row, now) => {
    const plan = importPlanSchema.safeParse(row.plan);
    if (!plan.success) return wrong(plan.error.issues[0]?.message ?? "The columns are not all clear yet.");
    return { ...anew, state: "checking", pass: "checking", changedAt: now };
  });
}

const anew = { offsetBytes: 0, line: 1, counts: nothingCounted, attempts: 0, trouble: null } as const;

export type Statement = { id: number; statement: string; isConfirmed: boolean; welcome?: boolean; hand: Hand };

/** Lets a worker take the readers over: only after a check, and on the author's word that these people asked for it. */
export function startImport(context: Context, input: Statement): Promise<Changed> {
  const statement = input.statement.replace(/\s+/g, " ").trim();
  return change(context, input.id, ["checked"], async (row, now, tx) => {
    if (!input.isConfirmed) return wrong("Tick the box: without these people’s consent nobody may be taken over.");
    if (statement.length < 10) return wrong("Write in a sentence how and where these people asked for your letters.");
    if (statement.length > 2_000) return wrong("Please say it in at most 2,000 characters.");
    const { rows, added: readers } = row.counts;
    await note(tx, { hand: input.hand, act: "import started", row, now, facts: { rows, readers } });
    const stated = { statement, statedAt: now, startedAt: now, authorName: input.hand.name };
    const plan = row.plan && { ...row.plan, welcome: input.welcome ?? false };
    return { ...anew, ...stated, plan, state: "running", pass: "running", changedAt: now };
  });
}

type Noted = { hand: Hand; act: string; row: ReaderImport; now: Date; facts?: ActFacts };

/** Whoever has the command line is nobody in the log. */
async function note(tx: Database, { hand: { id, name }, act, row, now, facts }: Noted): Promise<void> {
  if (id === null) return;
  await recordAct(tx, { author: { id, name }, act, now, facts: { what: row.fileName, ...facts } });
}

type ByHand = { id: number; hand: Hand };

/** It ends within a step. What was taken over stays, and the rest can go on at any time. */
export function stopImport(context: Context, { id, hand }: ByHand): Promise<Changed> {
  return change(context, id, ["checking", "running"], async (row, now, tx) => {
    await note(tx, { hand, act: "import stopped", row, now });
    return { state: "stopped", leaseToken: null, leaseUntil: null, changedAt: now };
  });
}

export function resumeImport(context: Context, { id, hand }: ByHand): Promise<Changed> {
  return change(context, id, ["stopped", "failed"], async (row, now, tx) => {
    const { pass, fileKey } = row;
    if (pass === null || fileKey === null) return wrong("Its file was thrown away meanwhile. Import it again.");
    await note(tx, { hand, act: "import resumed", row, now });
    return { state: pass, attempts: 0, trouble: null, changedAt: now };
  });
}

/** Throws a file away. One of which readers were taken over stays in the history. */
export async function discardImport(context: Context, { id, hand }: ByHand): Promise<Changed> {
  const found = await context.db.transaction(async (tx) => {
    const row = await lockImport(tx, { id });
    if (!row) return null;
    if (["checking", "running"].includes(row.state)) return "busy" as const;
    const { calendarAt: now } = await context.clocks.read(tx);
    await note(tx, { hand, act: "import discarded", row, now });
    if (row.startedAt === null) await deleteImport(tx, { id });
    else await changeImport(tx, { id: row.id, fileKey: null });
    return row;
  });
  if (found === "busy") return wrong("It is being worked on. Stop it first.");
  if (found === null) return { kind: "unknown" };
  if (found.fileKey !== null) await throwAway(context, found.fileKey);
  return { kind: "ok" };
}

export async function lookAtImport(
  context: Context,
  input: { id: number },
): Promise<{ row: ReaderImport; sameFile: ReaderImport | null } | null> {
  const row = await readImport(context.db, input);
  return row && { row, sameFile: await findSameFile(context.db, row) };
}

/** Why nobody works on an import that waits to be worked on: another is in hand, or nobody has taken it up at all. */
export async function waitOf(context: Context, row: ReaderImport): Promise<"none" | "behind another" | "nobody"> {
  const { elapsedAt, calendarAt } = await context.clocks.read(context.db);
  if (row.leaseUntil !== null && row.leaseUntil >= elapsedAt) return "none";
  if ((await findInHand(context.db, { elapsedAt })) !== null) return "behind another";
  return calendarAt.getTime() - row.changedAt.getTime() > patienceMs ? "nobody" : "none";
}

/** A dead worker's import is taken up by another within its lease; for longer, there may be nobody who can. */
const patienceMs = 60_000;

export function recentImports(context: Context): Promise<ReaderImport[]> {
  return listImports(context.db, { limit: 50 });
}

type Change = Parameters<typeof changeImport>[1];
type Judged = Omit<Change, "id"> | { kind: "wrong"; message: string };

function wrong(message: string): { kind: "wrong"; message: string } {
  return { kind: "wrong", message };
}

async function change(
  context: Context,
  id: number,
  from: readonly ReaderImport["state"][],
  judge: (row: ReaderImport, now: Date, tx: Context["db"]) => Promise<Judged>,
): Promise<Changed> {
  return context.db.transaction(async (tx) => {
    const row = await lockImport(tx, { id });
    if (!row) return { kind: "unknown" };
    if (!from.includes(row.state)) return wrong("This import has moved on meanwhile. Look where it is now.");
    const { calendarAt: now } = await context.clocks.read(tx);
    const judged = await judge(row, now, tx);
    if ("kind" in judged) return judged;
    await changeImport(tx, { id, ...judged });
    await wakeWorkers(tx);
    return { kind: "ok" };
  });
}
