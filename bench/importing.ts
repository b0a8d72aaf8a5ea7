import { createReadStream } from "node:fs";
import { readImport } from "../db/imports.ts";
import { openContext } from "../engine/context.ts";
import { beginImport, checkImport, planImport, startImport } from "../engine/import/desk.ts";
import { takeIn } from "../engine/import/take-in.ts";
import { workOnImports } from "../engine/import/work.ts";
import { parseSettings } from "../engine/settings.ts";

/** What is measured, in a process of its own: a file from the disk to readers who follow, and the most memory it took. */
export type Imported = {
  takenInMs: number;
  checkedMs: number;
  takenOverMs: number;
  peakBytes: number;
  added: number;
  faulty: number;
};

process.on("message", (asked: { file: string; databaseUrl: string; environment: Record<string, string> }) => {
  void importAll(asked).then((imported) => process.send?.(imported, () => process.disconnect()));
});

async function importAll(asked: { file: string; databaseUrl: string; environment: Record<string, string> }) {
  const parsed = parseSettings(asked.environment);
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  const opened = openContext({ settings: parsed.settings, databaseUrl: asked.databaseUrl, name: "bench", poolSize: 2 });
  const { context } = opened;
  const hand = { id: null, name: "bench" };
  const marks = [performance.now()];
  const mark = () => marks.push(performance.now());
  const taken = await takeIn(context, { source: createReadStream(asked.file) });
  if (taken.kind === "refused") throw new Error(taken.message);
  const begun = await beginImport(context, { file: taken, fileName: "people.csv", hand });
  if (begun.kind === "refused") throw new Error(begun.message);
  const { id } = begun;
  mark();
  const row = await readImport(context.db, { id });
  await planImport(context, { id, plan: { ...row?.plan, newsletters: ["weekly"], course: "runner-core" } });
  await checkImport(context, { id });
  await workOnImports(context, { isOver: () => false });
  mark();
  await startImport(context, { id, statement: "They asked on the page of the bench.", isConfirmed: true, hand });
  await workOnImports(context, { isOver: () => false });
  mark();
  const counts = (await readImport(context.db, { id }))?.counts;
  await opened.close();
  const [beginMs = 0, takenMs = 0, checkedMs = 0, overMs = 0] = marks;
  return {
    takenInMs: takenMs - beginMs,
    checkedMs: checkedMs - takenMs,
    takenOverMs: overMs - checkedMs,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    added: counts?.added ?? 0,
    faulty: counts?.faulty ?? 0,
  } satisfies Imported;
}
