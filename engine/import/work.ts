import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { forgetFaults, forgetSeen } from "../../db/importing.ts";
import {
  changeImport,
  claimImport,
  listFileKeys,
  listForgettable,
  listUnclaimed,
  lockClaimed,
  type ReaderImport,
} from "../../db/imports.ts";
import { importPlanSchema } from "../../domain/import/plan.ts";
import type { Context } from "../context.ts";
import { type Piece, type Place, readPieces } from "./read-rows.ts";
import { partHeadings, readSample } from "./sample.ts";
import { leaseMs, openJudge, type Portion, step, type Work } from "./step.ts";
import { importFile, importFolder, throwAway } from "./take-in.ts";

type Until = { isOver: () => boolean };

/** Rows a step. Flat from 2,000 up; where readers are changed or welcomed one by one, their locks should be short. */
const rowsAtOnce = 4_000;
const carefulRowsAtOnce = 500;
/** Beginnings without a single step done, after which an import is given up and says so. */
const mostAttempts = 5;
/** How long a file and its faults lie here when nobody touches them. */
export const keptDays = 7;
/** Longer than any file takes to come in. */
const strayMs = 86_400_000;

/**
 * Works on imports until none waits or `isOver` says stop; returns whether there was any. It is no part of `tick`: a
 * process of its own runs it, so that reading a file never keeps a lesson waiting.
 */
export async function workOnImports(context: Context, until: Until): Promise<boolean> {
  let didWork = false;
  for (;;) {
    const claimed = until.isOver() ? null : await claimNext(context);
    if (claimed === null) return didWork;
    didWork = true;
    try {
      await workOn(context, claimed, until);
    } catch (error) {
      // Whoever tries next need not wait for the lease; that it was tried stays counted.
      await changeImport(context.db, { id: claimed.id, leaseToken: null, leaseUntil: null });
      throw error;
    }
  }
}

/** Takes the oldest import whose file lies on this machine: web and worker may be many, and share no disk. */
async function claimNext(context: Context): Promise<ReaderImport | null> {
  const { elapsedAt } = await context.clocks.read(context.db);
  for (const { id, fileKey } of await listUnclaimed(context.db, { elapsedAt })) {
    if (fileKey === null || !existsSync(importFile(context, fileKey))) continue;
    const lease = { leaseToken: context.randomness.id(), leaseUntil: new Date(elapsedAt.getTime() + leaseMs) };
    const claimed = await claimImport(context.db, { id, elapsedAt, ...lease });
    if (claimed) return claimed;
  }
  return null;
}

async function workOn(context: Context, claimed: ReaderImport, until: Until): Promise<void> {
  if (claimed.attempts > mostAttempts) return giveUp(context, claimed);
  const { id, leaseToken, pass, fileKey } = claimed;
  const plan = importPlanSchema.safeParse(claimed.plan);
  if (leaseToken === null || pass === null || fileKey === null || !plan.success) {
    throw new Error(`import ${id} is at work without a lease, a pass, a file or a plan that can be read`);
  }
  const path = importFile(context, fileKey);
  const { headings } = await readSample(path, plan.data);
  const judge = await openJudge(context, { plan: plan.data, headings });
  const work: Work = { id, leaseToken, pass, plan: plan.data, judge };
  const place = { offsetBytes: claimed.offsetBytes, line: claimed.line };
  if (place.offsetBytes === 0) {
    await clear(context, work);
    await changeImport(context.db, { id, headings: headings.slice(0, 100).map((heading) => heading.slice(0, 200)) });
  }
  for await (const portion of portions({ path, work, from: place })) {
    if (until.isOver()) return release(context, id);
    if (!(await step(context, work, portion))) return;
  }
  await finish(context, { work, fileKey });
}

/** What an earlier pass noted. A check that begins anew would find its own rows twice; a run knows them by their lines. */
async function clear(context: Context, { id, pass }: Work): Promise<void> {
  await forgetFaults(context.db, { importId: id });
  if (pass === "checking") await forgetSeen(context.db, { importId: id });
}

/** The rows of a file as portions of a step's size, without what stands above them. */
async function* portions(input: { path: string; work: Work; from: Place }): AsyncGenerator<Portion> {
  const { path, work, from } = input;
  const { plan } = work;
  const isOneByOne = plan.changes.length > 0 || plan.welcome === true || plan.columns.includes("status");
  const size = isOneByOne ? carefulRowsAtOnce : rowsAtOnce;
  let gathered = emptyPortion(from);
  let isBeginning = from.offsetBytes === 0;
  for await (const piece of readPieces({ path, delimiter: plan.delimiter, from })) {
    const rows = isBeginning && piece.rows.length > 0 ? partHeadings(piece.rows, plan.hasHeadings).rows : piece.rows;
    isBeginning &&= piece.rows.length === 0;
    for (const row of rows) {
      gathered.rows.push(row);
      gathered.next = row.next;
      if (gathered.rows.length + gathered.faults.length < size) continue;
      yield gathered;
      gathered = emptyPortion(row.next);
    }
    gathered.faults.push(...piece.faults);
    gathered.next = piece.next;
  }
  if (gathered.rows.length + gathered.faults.length > 0) yield gathered;
}

function emptyPortion(next: Place): Piece {
  return { rows: [], faults: [], next };
}

async function release(context: Context, id: number): Promise<void> {
  await changeImport(context.db, { id, leaseToken: null, leaseUntil: null, attempts: 0 });
}

async function finish(context: Context, { work, fileKey }: { work: Work; fileKey: string }): Promise<void> {
  const { id, pass } = work;
  const isDone = pass === "running";
  const ended = await context.db.transaction(async (tx) => {
    if (!(await lockClaimed(tx, work))) return false;
    const { calendarAt: now } = await context.clocks.read(tx);
    const state = isDone ? ("done" as const) : ("checked" as const);
    const over = { pass: null, leaseToken: null, leaseUntil: null, changedAt: now };
    await changeImport(tx, { id, state, ...over, ...(isDone ? { endedAt: now, fileKey: null } : {}) });
    return true;
  });
  if (!ended || !isDone) return;
  await forgetSeen(context.db, { importId: id });
  await throwAway(context, fileKey);
}

async function giveUp(context: Context, { id, line }: ReaderImport): Promise<void> {
  const { calendarAt: now } = await context.clocks.read(context.db);
  const trouble = `It was begun ${mostAttempts} times at line ${line} and never came further. The log of the server says why.`;
  const over = { leaseToken: null, leaseUntil: null, changedAt: now };
  await changeImport(context.db, { id, state: "failed", trouble, ...over });
}

/** Throws away files and faults that nobody has touched for a week: they hold addresses, and nobody waits for them. */
export async function forgetOldImports(context: Context): Promise<void> {
  for (const { id, fileKey } of await listForgettable(context.db, { before: await forgetBefore(context) })) {
    if (fileKey !== null) await throwAway(context, fileKey);
    await forgetSeen(context.db, { importId: id });
    await forgetFaults(context.db, { importId: id });
    await changeImport(context.db, { id, fileKey: null });
  }
  await throwAwayStrays(context);
}

/** What a killed process left in the folder: halves of files, and files that no import knows. */
async function throwAwayStrays(context: Context): Promise<void> {
  const { elapsedAt } = await context.clocks.read(context.db);
  const folder = importFolder(context);
  const names = existsSync(folder) ? await readdir(folder) : [];
  const known = await listFileKeys(context.db);
  for (const name of names.filter((one) => !known.has(one.replace(/\.csv$/, "")))) {
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs < elapsedAt.getTime() - strayMs) await rm(join(folder, name), { force: true });
  }
}

export async function forgetBefore(context: Context): Promise<Date> {
  const { calendarAt } = await context.clocks.read(context.db);
  return new Date(calendarAt.getTime() - keptDays * 86_400_000);
}
